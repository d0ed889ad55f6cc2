"""Which columns of a table are vectors, ids or labels, as asked for or by what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np

from hdvis.data.arrays.interop import Array
from hdvis.data.columns import Column, SpaceColumns
from hdvis.data.dataset import Dataset
from hdvis.data.labels import FEW, read_label
from hdvis.data.limits import check_budget
from hdvis.data.text import count
from hdvis.errors import DataError, shorten

Scale = Literal["auto", "none", "standard"]

LEAST_ROWS = 30
"""Rows below which nothing is told from what columns hold: chance would."""

SPREADS = 100.0
"""Times that the largest deviation may be the smallest before columns are standardised."""

CHOOSE = (
    "--vectors, --labels, --id and --scale choose otherwise, from Python vector_columns=, "
    "label_columns=, id_column= and scale="
)

RAW = "raw"
"""The space that keeps the values of standardised columns."""

_OUTCOME = re.compile(
    r"(^|[^a-z])(outcome|target|label|class|category|group|success|failed|failure|result|passed|y)"
    r"([^a-z]|$)"
)


@dataclass(frozen=True)
class Roles:
    """What is asked for by name; what is not is told from the columns.

    `vectors` are then all of the primary space, in this order. `scale` "auto" standardises
    columns of very different spread, "standard" all, "none" leaves them.
    """

    vectors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    id: str = ""
    scale: Scale = "auto"

    def __post_init__(self) -> None:
        if self.scale not in get_args(Scale):
            raise DataError(
                f"scale: got {shorten(repr(self.scale))}, expected {', '.join(get_args(Scale))}"
            )


AUTOMATIC = Roles()


def with_roles(dataset: Dataset, roles: Roles = AUTOMATIC) -> Dataset:
    """`dataset`, of which the primary space came from a table, its columns sorted by what they are.

    Counters (whole numbers in steps of one size, or all of 1 to n) are ids; few whole numbers
    under the name of an outcome are labels; both leave the vectors. What was done is in one
    warning, with the options that choose otherwise. Raises `DataError` HDV-L17 for an unknown name.
    """
    columns = dataset.columns
    for name in (*roles.vectors, *roles.labels, *filter(None, [roles.id])):
        _known(name, columns)
    given = dataset.vector_names
    ids = [roles.id] if roles.id else _counters(dataset)
    outcomes = [*roles.labels, *_outcomes(dataset, roles)]
    apart = {*ids, *outcomes}
    chosen = roles.vectors or tuple(name for name in given if name not in apart)
    if not roles.vectors and len(chosen) < min(2, len(given)):
        ids, outcomes = [roles.id] if roles.id else [], list(roles.labels)
        chosen = tuple(name for name in given if name not in (*ids, *outcomes)) or given
    said = _sorted_words(dataset, chosen, ids, [name for name in outcomes if name not in chosen])
    made = _divided(dataset, chosen, ids, outcomes) if chosen != given else dataset
    return _scaled(made.noting(*said) if said else made, roles.scale)


def _known(name: str, columns: Mapping[str, Column]) -> None:
    if name not in columns:
        some = ", ".join(shorten(known, 20) for known in list(columns)[:8])
        raise DataError(f"no column `{shorten(name)}`; there are {some}", code="HDV-L17")


def _counters(dataset: Dataset) -> list[str]:
    if dataset.n < LEAST_ROWS:
        return []
    columns = dataset.space_columns[dataset.primary]
    return [name for name in columns if _counts(columns[name].values)]


def _counts(values: Array) -> bool:
    """Whether values go up or down by one step from row to row, or number the rows in any order."""
    wide = np.asarray(values, np.float64)
    if not np.isfinite(wide).all():
        return False
    step = wide[1] - wide[0]
    if step and np.allclose(np.diff(wide), step, rtol=1e-4, atol=0):
        return True
    whole = np.array_equal(wide, np.rint(wide)) and np.ptp(wide) == len(wide) - 1
    return whole and len(np.unique(wide)) == len(wide)


def _outcomes(dataset: Dataset, roles: Roles) -> list[str]:
    """Vectors that hold few whole numbers and are named as an outcome."""
    if dataset.n < LEAST_ROWS or roles.vectors:
        return []
    columns = dataset.space_columns[dataset.primary]
    named = [name for name in columns if _OUTCOME.search(name.casefold().replace("_", " "))]
    return [name for name in named if _few_whole(columns[name].values)]


def _few_whole(values: Array) -> bool:
    finite = values[np.isfinite(values)]
    if not len(finite) or not np.array_equal(finite, np.rint(finite)):
        return False
    return len(np.unique(finite)) <= min(FEW, len(finite) // 2)


def _divided(
    dataset: Dataset, vectors: Sequence[str], ids: Sequence[str], outcomes: Sequence[str]
) -> Dataset:
    """`vectors` as the primary space, all other columns as labels."""
    columns = dataset.columns
    for name in vectors:
        if columns[name].kind == "category":
            raise DataError(
                f"vectors: `{shorten(name)}` is a category, expected numbers", code="HDV-A14"
            )
    arrays = [columns[name].values for name in vectors]
    dtype = np.result_type(*{array.dtype for array in arrays})
    check_budget(dataset.n * len(arrays) * dtype.itemsize, "vectors")
    matrix = np.stack(arrays, axis=1).astype(dtype, copy=False)
    rest = [name for name in columns if name not in vectors]
    first = [name for name in (*ids, *outcomes) if name in rest]
    labels = {
        name: _as_label(columns[name]) if name in outcomes else columns[name]
        for name in dict.fromkeys([*first, *rest])
    }
    return replace(_with_primary(dataset, matrix, tuple(vectors)), labels=MappingProxyType(labels))


def _with_primary(dataset: Dataset, matrix: Array, names: tuple[str, ...]) -> Dataset:
    columns = dataset.columns
    exact = {n: e for n in names if (e := columns[n].exact) is not None}
    matrix.flags.writeable = False
    spaces = {**dataset.spaces, dataset.primary: matrix}
    held = {**dataset.space_columns, dataset.primary: SpaceColumns(matrix, names, exact)}
    made = replace(dataset, spaces=MappingProxyType(spaces), space_columns=MappingProxyType(held))
    return made.refreshed()


def _as_label(column: Column) -> Column:
    if column.kind != "numeric" or not _few_whole(column.values):
        return column
    if not np.isfinite(column.values).all():
        words = [f"{v:.0f}" if np.isfinite(v) else None for v in column.values.tolist()]
        return read_label(column.name, words)[0]
    return read_label(column.name, column.values.astype(np.int64))[0]


def _scaled(dataset: Dataset, scale: Scale) -> Dataset:
    values = dataset.vectors
    if scale == "none" or (scale == "auto" and (dataset.n < LEAST_ROWS or dataset.d < 2)):
        return dataset
    with np.errstate(all="ignore"):
        mean, spread = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    good = np.isfinite(spread) & (spread > 0)
    if not good.any() or (scale == "auto" and spread[good].max() <= SPREADS * spread[good].min()):
        return dataset
    names = dataset.vector_names
    made = (values - mean) / np.where(good, spread, 1.0)
    ratio = spread[good].max() / spread[good].min()
    return (
        _with_primary(dataset, made.astype(np.float32), names)
        .with_space(RAW, values, names=names)
        .noting(
            f"columns standardised to mean 0 and deviation 1 (their deviations differ up to "
            f"{ratio:,.0f}-fold); the space `{RAW}` has them "
            "as they came, and scale none leaves them"
        )
    )


def _sorted_words(
    dataset: Dataset, vectors: Sequence[str], ids: Sequence[str], outcomes: Sequence[str]
) -> list[str]:
    if tuple(vectors) == dataset.vector_names:
        return []
    verb = "is" if len(vectors) == 1 else "are"
    parts = [
        f"{count(len(vectors), 'column')} {verb} vectors",
        *([f"{_listed(ids)} {'tells' if len(ids) == 1 else 'tell'} rows apart"] if ids else []),
        *(
            [f"{_listed(outcomes)} {'labels' if len(outcomes) == 1 else 'label'} them"]
            if outcomes
            else []
        ),
    ]
    return [f"{', '.join(parts)}; {CHOOSE}"]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(f"`{shorten(name, 20)}`" for name in names[:4]) + more
