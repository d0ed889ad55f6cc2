"""Masks: which rows lie in a range, and what masks make together."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import fixed, kernel

Array = NDArray[Any]
Mask = NDArray[np.bool_]

_COMBINE = {
    "and": np.logical_and,
    "or": np.logical_or,
    "andnot": np.greater,
    "xor": np.not_equal,
}


def range_mask(
    values: Array, lo: float, hi: float, strict: tuple[bool, bool] = (False, False)
) -> Mask:
    """Rows with lo <= value <= hi, as bool (n,); NaN is never inside.

    `values` is (n,), float32 or float64; other dtypes are read as float64. Limits are rounded to
    the dtype of the values, as numpy does; a strict end leaves its own value out.
    """
    values = _floats(values)
    mask = np.empty(values.size, np.bool_)
    _range(values, *_limits(values.dtype, lo, hi, strict), mask)
    return mask


def combine(how: Literal["and", "or", "andnot", "xor"], a: Array, b: Array) -> Mask:
    """`a` and/or/and not/xor `b`, bool or uint8 (n,), as a new bool (n,)."""
    return np.asarray(_COMBINE[how](a.view(np.bool_), b.view(np.bool_)), np.bool_)


def compact(mask: Array) -> NDArray[np.int32]:
    """The rows that a bool (or 0/1 uint8) mask holds, ascending, int32; its size is their count."""
    mask = fixed(mask).view(np.bool_)
    rows = np.empty(np.count_nonzero(mask), np.int32)
    _compact(mask, rows)
    return rows


def _floats(values: Array) -> Array:
    keep = values.dtype in (np.float32, np.float64)
    return fixed(values, None if keep else np.float64)


def _limits(
    dtype: np.dtype[Any], lo: float, hi: float, strict: tuple[bool, bool] = (False, False)
) -> tuple[Any, Any]:
    with np.errstate(over="ignore"):
        low, high = dtype.type(lo), dtype.type(hi)
    if strict[0]:
        low = np.nextafter(low, dtype.type(np.inf)) if low < np.inf else dtype.type(np.nan)
    if strict[1]:
        high = np.nextafter(high, dtype.type(-np.inf)) if high > -np.inf else dtype.type(np.nan)
    return low, high


@kernel
def _range(values: Array, lo: float, hi: float, mask: Array) -> None:
    for i in range(values.size):
        mask[i] = (values[i] >= lo) & (values[i] <= hi)


@kernel
def _compact(mask: Array, rows: Array) -> None:
    count = 0
    last = rows.size
    for i in range(mask.size):
        if count == last:
            break
        rows[count] = i
        count += mask[i]
