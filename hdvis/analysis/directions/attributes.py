"""Latents and attributes as the direction estimators take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.errors import DataError, shorten

Array = NDArray[Any]

MOST_CATEGORIES = 256
"""More categories than this in one column are taken for identifiers, not for classes."""


@dataclass(frozen=True, eq=False)
class Attributes:
    """`names` of k attributes and their `values` (n, k); NaN marks a missing value."""

    names: tuple[str, ...]
    values: Array

    @property
    def observed(self) -> Array:
        """True where a value is present, (n, k)."""
        if self.values.dtype.kind != "f":
            return np.ones(self.values.shape, bool)
        return np.isfinite(self.values)

    @property
    def complete(self) -> bool:
        """Whether no value is missing; a single pass over the values."""
        return self.values.dtype.kind != "f" or is_finite(self.values)


def is_finite(values: Array) -> bool:
    """Whether every value is finite; the sum answers for most arrays without a mask."""
    if values.dtype.kind != "f":
        return True
    with np.errstate(all="ignore"):
        total = values.sum(dtype=values.dtype)
    return bool(np.isfinite(total)) or bool(np.isfinite(values).all())


def as_latents(vectors: ArrayLike) -> Array:
    """`vectors` as an (n, d) array of float32 or float64, not copied when it is one.

    Raises DataError for another rank, no rows, no dimensions, or values that are not numbers.
    """
    latents = np.asarray(vectors)
    if latents.ndim != 2 or 0 in latents.shape:
        raise DataError(
            f"vectors: got an array of shape {latents.shape}, expected (n, d) with at least one"
            " row and one dimension. Flatten each latent into one row."
        )
    if latents.dtype.kind not in "fiub":
        raise DataError(
            f"vectors: got values of type {latents.dtype}, expected numbers."
            " Convert the columns to numbers first."
        )
    if latents.dtype not in (np.float32, np.float64):
        latents = latents.astype(np.float32 if latents.dtype == np.float16 else np.float64)
    return latents


def as_attributes(
    labels: ArrayLike | Mapping[str, ArrayLike], rows: int, names: Sequence[str] | None = None
) -> Attributes:
    """`labels` (n,), (n, k) or a mapping name → (n,) as named columns of numbers.

    Raises DataError for text, another number of rows or names, or a name that occurs twice.
    """
    if isinstance(labels, Mapping):
        names = tuple(labels) if names is None else names
        labels = _side_by_side([np.asarray(column) for column in labels.values()])
    values = np.asarray(labels)
    values = values[:, None] if values.ndim == 1 else values
    if values.ndim != 2 or values.shape[1] == 0:
        raise DataError(
            f"labels: got an array of shape {values.shape}, expected (n,) or (n, k)."
            " Give one column per attribute."
        )
    if values.shape[0] != rows:
        raise DataError(
            f"labels: {values.shape[0]:,} given for {rows:,} rows; one per row is needed",
            code="HDV-A39",
        )
    if values.dtype.kind not in "fiub":
        raise DataError(
            f"labels: got values of type {values.dtype}, expected numbers or booleans."
            " Turn categories into columns with `indicators`."
        )
    return Attributes(_as_names(names, values.shape[1]), values)


def _side_by_side(columns: Sequence[Array]) -> Array:
    """Columns (n,) as an array (n, k), filled by blocks of rows that fit in the cache."""
    sizes = {column.shape for column in columns}
    if len(sizes) != 1 or len(next(iter(sizes))) != 1:
        shapes = ", ".join(map(str, sizes)) or "nothing"
        raise DataError(f"labels: got columns of shape {shapes}, expected one value per row each")
    made = np.empty((*columns[0].shape, len(columns)), np.result_type(*columns))
    for start in range(0, len(made), CHECKED):
        block = made[start : start + CHECKED]
        for i, column in enumerate(columns):
            block[:, i] = column[start : start + CHECKED]
    return made


def _as_names(names: Sequence[str] | None, count: int) -> tuple[str, ...]:
    chosen = tuple(f"y{i}" for i in range(count)) if names is None else tuple(map(str, names))
    if len(chosen) != count:
        raise DataError(f"names: {len(chosen)} given for {count} attributes; one each is needed")
    twice = next((name for name in chosen if chosen.count(name) > 1), None)
    if twice is not None:
        raise DataError(f"names: {shorten(twice)!r} occurs twice. Give each its own name.")
    return chosen


def indicators(labels: ArrayLike, name: str = "label", limit: int = MOST_CATEGORIES) -> Attributes:
    """One attribute per category of `labels` (n,), named "name=category"; 1 inside, 0 outside.

    Missing labels (None, NaN, "") stay missing in every column. Raises DataError when there are
    more than `limit` categories.
    """
    given = np.asarray(labels)
    present = np.array([_is_present(value) for value in given.tolist()], bool)
    categories, codes = np.unique(given[present].astype(str), return_inverse=True)
    if len(categories) > limit:
        raise DataError(
            f"{shorten(name)}: got {len(categories):,} categories, expected at most {limit:,} for"
            " one direction each. Group the rare ones, or choose another column."
        )
    values = np.full((len(given), len(categories)), np.nan, np.float32)
    values[present] = np.eye(len(categories), dtype=np.float32)[codes]
    return Attributes(tuple(f"{name}={category}" for category in categories), values)


def _is_present(value: object) -> bool:
    return value is not None and value != "" and value == value


CHECKED = 4096
"""Rows looked at together when asking whether a column has two values only."""


@dataclass(frozen=True, eq=False)
class Sides:
    """The two sides of each attribute: `low` and `high` (k,), and whether it has only these two."""

    low: Array
    high: Array
    binary: Array

    @property
    def middle(self) -> Array:
        """Halfway between the sides, (k,)."""
        return (self.low + self.high) / 2


def sides(values: Array) -> Sides:
    """The extremes of each column of complete `values` (n, k), and whether nothing lies between."""
    if values.dtype == bool:
        low, high = values.all(axis=0).astype(float), values.any(axis=0).astype(float)
        return Sides(low, high, np.ones(values.shape[1], bool))
    low, high = values[:CHECKED].min(axis=0), values[:CHECKED].max(axis=0)
    if _only(values, low, high):
        return Sides(low.astype(float), high.astype(float), np.ones(values.shape[1], bool))
    low, high = values.min(axis=0), values.max(axis=0)
    binary = [_only(values[:, i], low[i], high[i]) for i in range(values.shape[1])]
    return Sides(low.astype(float), high.astype(float), np.array(binary))


def _only(values: Array, low: Any, high: Any) -> bool:
    """Whether nothing but `low` and `high` occurs, asked by blocks so that a "no" comes early."""
    blocks = (values[start : start + CHECKED] for start in range(0, len(values), CHECKED))
    return all(bool(((block == low) | (block == high)).all()) for block in blocks)


def as_signs(values: Array) -> Array:
    """Complete `values` (n, k) as bool: the high side of a binary column, else above the median.

    A column of one value is true where that value is positive.
    """
    if values.dtype == bool:
        return values
    split = sides(values)
    cut = np.where(split.low == split.high, 0.0, split.middle)
    for i in np.flatnonzero(~split.binary):
        cut[i] = np.median(values[:, i])
    return np.asarray(values > cut)


def why_unusable(positives: Array, rows: int) -> tuple[str, ...]:
    """For each attribute the reason why no direction can be fitted, "" when one can, (k,)."""
    return tuple(
        "no rows" if rows == 0 else "only one class" if count in (0, rows) else ""
        for count in np.asarray(positives).tolist()
    )
