"""Rows of two tables brought into one order by their ids."""

from collections.abc import Hashable, Mapping
from typing import cast

import numpy as np

from hdvis.data.arrays.convert import as_array
from hdvis.data.arrays.interop import Array, Frame, Series, is_frame, is_series
from hdvis.data.text import count
from hdvis.errors import DataError, shorten


def row_ids(data: object) -> Array | None:
    """The (n,) index of a pandas object, or None for anything that has no ids of rows."""
    if (is_frame(data) or is_series(data)) and hasattr(data, "index"):
        return np.asarray(data.index)
    return None


def align_labels(
    ids: Array | None, labels: object, n: int, where: str = "labels"
) -> tuple[object, list[str]]:
    """`labels` in the order of `n` rows with these `ids`, and what has to be said about it.

    `labels` may be a mapping of several.
    pandas objects are matched by their index. Rows without ids, or with 0, 1, 2, … in order, have
    their numbers: a table that was shuffled is put back. Labels whose index is 0, 1, 2, … in
    order, or names none of the rows that have numbers, keep their order. Raises `DataError`
    HDV-A40 with the count of matches where only some ids have a row.
    """
    if isinstance(labels, Mapping):
        made = {name: align_labels(ids, each, n, where) for name, each in labels.items()}
        said = dict.fromkeys(note for _, notes in made.values() for note in notes)
        return {name: each for name, (each, _) in made.items()}, list(said)
    others = row_ids(labels)
    if others is None or (ids is not None and np.array_equal(ids, others)):
        return labels, []
    numbered = ids is None or _counting(ids)
    if _counting(others) and (numbered or not (ids is not None and _shuffled(ids, n))):
        return labels, []
    wanted = np.arange(n) if ids is None else ids
    if numbered and not _shuffled(others, n):
        found = _matches(wanted, others)
        if ids is None or not found:
            return labels, _by_order(others, where)
    order = match_ids(wanted, others, where)
    note = f"{where}: matched to rows by their index, {n:,} of {count(n, 'id')}"
    return cast("Frame | Series", labels).iloc[order], [note]


def match_ids(ids: object, others: object, where: str) -> Array:
    """For each of `ids` its position among `others`, both (n,) and without repeats.

    Raises `DataError` HDV-A40 for repeated or missing ids, HDV-A45 for floating-point ones.
    """
    wanted, known = (_checked_ids(found, where) for found in (ids, others))
    place = {key: i for i, key in enumerate(known)}
    missing = [key for key in wanted if key not in place]
    if missing:
        raise DataError(
            f"{where}: {len(missing):,} ids have no row: {_first_three(missing)} "
            f"({len(wanted) - len(missing):,} of {len(wanted):,} match). "
            "Give every row the same id in both tables, or pass `.to_numpy()` to go by order",
            code="HDV-A40",
        )
    return np.array([place[key] for key in wanted], np.int64)


def _matches(ids: Array, others: Array) -> int:
    """How many of `ids` are among `others`."""
    known = {key for key in others.tolist() if isinstance(key, Hashable)}
    return sum(isinstance(key, Hashable) and key in known for key in ids.tolist())


def _by_order(others: Array, where: str) -> list[str]:
    first = shorten(repr(others.tolist()[0]), 24) if len(others) else ""
    return [f"{where}: their index ({first}, …) names no row; taken in their order"]


def _checked_ids(found: object, where: str) -> list[Hashable]:
    ids = as_array(found, where)
    if ids.ndim != 1 or ids.dtype.kind == "V":
        raise DataError(
            f"{where}: got ids of {ids.dtype} {ids.shape}, expected one per row (n,)",
            code="HDV-A40",
        )
    if ids.dtype.kind == "f":
        raise DataError(
            f"{where}: ids are {ids.dtype}, expected whole numbers or text. "
            "Floats do not identify rows; convert them before",
            code="HDV-A45",
        )
    seen: set[Hashable] = set()
    doubles: list[Hashable] = []
    keys = [key if isinstance(key, Hashable) else repr(key) for key in ids.tolist()]
    for key in keys:
        (doubles.append if key in seen else seen.add)(key)
    if doubles:
        raise DataError(
            f"{where}: {len(doubles):,} ids appear more than once: {_first_three(doubles)}",
            code="HDV-A40",
        )
    return keys


def _first_three(ids: list[Hashable]) -> str:
    return ", ".join(shorten(repr(key), 24) for key in list(dict.fromkeys(ids))[:3])


def _counting(index: Array) -> bool:
    return index.dtype.kind in "iu" and np.array_equal(index, np.arange(len(index)))


def _shuffled(ids: Array, n: int) -> bool:
    """Whether `ids` are the numbers 0 to n - 1 in any order."""
    return ids.dtype.kind in "iu" and np.array_equal(np.sort(ids), np.arange(n))
