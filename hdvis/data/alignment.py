"""Rows of two tables brought into one order by their ids."""

from collections.abc import Hashable
from typing import Any

import numpy as np

from hdvis.data.arrays.convert import as_array
from hdvis.data.arrays.interop import Array, is_frame, is_series
from hdvis.errors import DataError, shorten


def align_labels(vectors: Any, labels: Any) -> Any:
    """`labels` in the order of `vectors` where both are pandas objects with ids of their own.

    A plain 0, 1, 2, … index on either side means order, not identity.
    """
    both = (is_frame(vectors) or is_series(vectors)) and (is_frame(labels) or is_series(labels))
    if not both or _counting(vectors.index) or _counting(labels.index):
        return labels
    if np.array_equal(np.asarray(vectors.index), np.asarray(labels.index)):
        return labels
    order = match_ids(np.asarray(vectors.index), np.asarray(labels.index), "labels")
    return labels.iloc[order]


def match_ids(ids: Any, others: Any, where: str) -> Array:
    """For each of `ids` its position among `others`, both (n,) and without repeats.

    Raises `DataError` HDV-A40 for repeated or missing ids, HDV-A45 for floating-point ones.
    """
    wanted, known = (_checked_ids(found, where) for found in (ids, others))
    place = {key: i for i, key in enumerate(known)}
    missing = [key for key in wanted if key not in place]
    if missing:
        raise DataError(
            f"{where}: {len(missing):,} ids have no row: {_first_three(missing)}. "
            "Give every row the same id in both tables",
            code="HDV-A40",
        )
    return np.array([place[key] for key in wanted], np.int64)


def _checked_ids(found: Any, where: str) -> list[Any]:
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
    seen: set[Any] = set()
    doubles: list[Any] = []
    keys = [key if isinstance(key, Hashable) else repr(key) for key in ids.tolist()]
    for key in keys:
        (doubles.append if key in seen else seen.add)(key)
    if doubles:
        raise DataError(
            f"{where}: {len(doubles):,} ids appear more than once: {_first_three(doubles)}",
            code="HDV-A40",
        )
    return keys


def _first_three(ids: list[Any]) -> str:
    return ", ".join(shorten(repr(key), 24) for key in list(dict.fromkeys(ids))[:3])


def _counting(index: Any) -> bool:
    if getattr(index, "step", None) is not None:
        return True
    values = np.asarray(index)
    return values.dtype.kind in "iu" and np.array_equal(values, np.arange(len(values)))
