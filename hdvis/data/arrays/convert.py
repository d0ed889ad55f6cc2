"""Whatever holds numbers becomes a native, read-only, C-order float array.

Nothing is copied when it need not be: float32 and float64 arrays are looked at in place, and
memory maps stay memory maps. An array changed by its owner after it was given is therefore not
a snapshot; `Dataset.refreshed()` starts again from what it now holds.
"""

from collections.abc import Iterator, Sequence, Set, Sized
from typing import Any

import numpy as np

from hdvis.data.arrays.interop import (
    Array,
    is_frame,
    is_sparse,
    is_tensor,
    refuse_sparse,
    tensor_values,
)
from hdvis.data.arrays.object_arrays import numbers_of
from hdvis.data.limits import check_budget
from hdvis.errors import DataError, shorten

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))
EXACT = 2**53
FINER = ("ns", "ps", "fs", "as")
"""Units of time in which microseconds cannot overflow."""


def as_vectors(data: object, *, where: str = "vectors") -> Array:
    """`data` as a read-only (n, d) float32 or float64 array; a 1-d array is one column.

    Raises `DataError` for what is not a table of numbers (codes HDV-A7 to HDV-A46) and
    `LimitError` before taking more memory than the budget.
    """
    from hdvis.data.arrays.tables import read_matrix

    return read_matrix(data, where).values


def as_array(data: object, where: str) -> Array:
    """`data` as a numpy array of any shape and type, without a copy where possible.

    Masked entries become NaN (NaT for times, None for text). Raises `DataError` for generators,
    sets, scalars, ragged lists and sparse matrices.
    """
    refuse_unordered(data, where)
    if is_sparse(data):
        refuse_sparse(data, where)
    if is_tensor(data):
        return tensor_values(data)
    if isinstance(data, np.ma.MaskedArray):
        return _unmasked(data)
    if isinstance(data, np.memmap):
        return data
    if isinstance(data, list | tuple):
        return _from_list(data, where)
    if is_frame(data):
        raise DataError(f"{where}: got a table, expected one array", code="HDV-A46")
    return np.asarray(data)


def refuse_unordered(data: object, where: str) -> None:
    """Raise for text, nothing, sets and one-time iterators in place of an array."""
    if data is None or isinstance(data, str | bytes):
        raise DataError(
            f"{where}: got {shorten(repr(data), 40)}, expected an array. "
            "A file is read with `hdvis.data.load(path)`",
            code="HDV-A8",
        )
    if isinstance(data, Iterator | Set):
        raise DataError(
            f"{where}: got a {type(data).__name__}, expected an array or list. "
            "Pass `list(...)` of it",
            code="HDV-A46",
        )


def two_dimensional(array: Array, where: str) -> tuple[Array, tuple[str, ...]]:
    """`array` as (n, d) with what has to be said about it."""
    if array.ndim == 0:
        what = type(array.item()).__name__ if array.dtype.kind == "O" else "scalar"
        raise DataError(
            f"{where}: got a {what}, expected 2-d (rows, dims). Pass an array, a table or the "
            "path of a file",
            code="HDV-A8",
        )
    if array.dtype.names is not None:
        _refuse_kind(array, where)
    if array.ndim == 1 and array.dtype.names is None and len(array):
        said = f"{where}: 1-d, taken as one column of {len(array):,} rows"
        return array.reshape(-1, 1), (said,)
    if array.ndim > 2:
        rows = array.shape[0]
        raise DataError(
            f"{where}: got shape {array.shape}, expected (rows, dims). Pass "
            f"`reshape({rows}, {array[0].size if rows else 0})`, or give it as images",
            code="HDV-A10",
        )
    if array.ndim == 1 or array.shape[1] == 0:
        raise DataError(
            f"{where}: has no columns, got shape {array.shape}. Pass (rows, dims)", code="HDV-A7"
        )
    return array, ()


def as_floats(array: Array, where: str) -> tuple[Array, Array | None, tuple[str, ...]]:
    """Any numeric array as native floats: (floats, exact integers or None, warnings).

    float16, bool and integers up to 2**24 become float32; wider types float64. Integers beyond
    2**53 lose digits as floats, so they are kept as they came beside them.
    """
    kind = array.dtype.kind
    _refuse_kind(array, where)
    if array.dtype in FLOATS and array.dtype.isnative:
        return array, None, ()
    if kind == "O":
        return (*numbers_of(array, where),)
    if kind in "iu":
        return _from_integers(array, where)
    if kind in "mM":
        return seconds(array, where), None, ()
    target = np.dtype(np.float64 if array.dtype.itemsize >= 8 and kind == "f" else np.float32)
    check_budget(array.size * target.itemsize, where)
    floats = array.astype(target)
    lost = array.dtype.itemsize > 8 and bool(np.any((floats != array) & (array == array)))
    said = (f"{where}: {array.dtype} narrowed to float64; some digits were lost",) if lost else ()
    return floats, None, said


def seconds(array: Array, where: str = "times") -> Array:
    """datetime64 as seconds since the epoch, timedelta64 as seconds; NaT becomes NaN.

    Raises `DataError` HDV-A25 for times that microseconds in 64 bits cannot hold.
    """
    fine = array.astype("datetime64[us]" if array.dtype.kind == "M" else "timedelta64[us]")
    there = ~np.isnat(array)
    wider = np.datetime_data(array.dtype)[0] not in FINER
    if wider and bool(np.any(fine.astype(array.dtype)[there] != array[there])):
        raise DataError(
            f"{where}: holds times beyond the years -290,308 to 294,247. Give the years as numbers",
            code="HDV-A25",
        )
    values: Array = fine.astype(np.int64).astype(np.float64) / 1e6
    values[np.isnat(fine)] = np.nan
    return values


def settled(array: Array, where: str) -> Array:
    """`array` read-only and C-order; memory maps and C-order arrays are not copied."""
    if isinstance(array, np.matrix):
        array = np.asarray(array)
    if not array.flags.c_contiguous and mapped(array) is None:
        check_budget(array.nbytes, where)
        array = np.ascontiguousarray(array)
    view: Array = array.view()
    view.flags.writeable = False
    return view


def mapped(array: Array) -> Any:
    """The `mmap` under `array`, or None for memory of our own."""
    import mmap

    base: Any = array
    while base is not None:
        if isinstance(base, mmap.mmap):
            return base
        base = getattr(base, "base", None) if isinstance(base, np.ndarray) else _owner(base)
    return None


def _owner(base: Any) -> Any:
    return base.obj if isinstance(base, memoryview) else None


def _unmasked(data: np.ma.MaskedArray[Any, np.dtype[Any]]) -> Array:
    values, mask = np.asarray(data.data), np.ma.getmaskarray(data)
    if not mask.any():
        return values
    if values.dtype.kind in "mM":
        return np.where(mask, np.array("NaT", values.dtype), values)
    if values.dtype.kind in "fc":
        return np.where(mask, np.array(np.nan, values.dtype), values)
    if values.dtype.kind in "biu":
        return np.where(mask, np.nan, values.astype(np.float64))
    filled = values.astype(object)
    filled[mask] = None
    return filled


def _from_list(data: Sequence[object], where: str) -> Array:
    tensors = [tensor_values(item) for item in data if is_tensor(item)]
    if data and len(tensors) == len(data):
        data = tensors
    lengths = [_length(item) for item in data]
    if lengths and len(set(lengths)) > 1:
        row = next(i for i, length in enumerate(lengths) if length != lengths[0])
        expected = str(lengths[0]) if lengths[0] >= 0 else "a single number, as row 0"
        raise DataError(
            f"{where}: row {row} has {_values(lengths[row])}, expected {expected}. "
            "Give every row the same number of values",
            code="HDV-A13",
        )
    try:
        made = np.asarray(data)
        mixed = made.ndim == 1 and made.dtype.kind in "US" and not all(map(_is_text, data))
        return np.fromiter(data, object, len(data)) if mixed else made
    except (ValueError, TypeError, OverflowError) as error:
        raise DataError(
            f"{where}: got rows of unequal shape, expected (rows, dims) ({shorten(error)})",
            code="HDV-A13",
        ) from None


def _is_text(item: object) -> bool:
    return isinstance(item, str | bytes)


def _length(item: object) -> int:
    """How many values a row holds, -1 for one that is no row."""
    try:
        return len(item) if isinstance(item, Sized) and not isinstance(item, str | bytes) else -1
    except TypeError:  # an array without dimensions has a length to look at, and none to tell
        return -1


def _values(length: int) -> str:
    if length < 0:
        return "a single number"
    return "1 value" if length == 1 else f"{length} values"


def _refuse_kind(array: Array, where: str) -> None:
    kind, dtype = array.dtype.kind, array.dtype
    if kind == "c":
        raise DataError(
            f"{where}: got complex numbers, expected real ones. "
            "Pass `.real`, `.imag`, `abs(...)` or `np.angle(...)`",
            code="HDV-A16",
        )
    if kind in "UT":
        raise DataError(
            f"{where}: got text, expected numbers. Pass `.astype(float)` if it holds numbers, "
            "or give it as labels",
            code="HDV-A14",
        )
    if kind == "S":
        raise DataError(
            f"{where}: got bytes, expected numbers. Pass `.astype(float)` or give it as labels",
            code="HDV-A22",
        )
    if dtype.names is not None:
        raise DataError(
            f"{where}: got a structured array with fields {', '.join(dtype.names)[:60]}, expected "
            f"one number per cell. Pass `rec['{dtype.names[0]}']` or a table",
            code="HDV-A23",
        )
    if kind == "V" and not dtype.name.startswith(("bfloat", "float")):
        raise DataError(f"{where}: got raw bytes ({dtype}), expected numbers", code="HDV-A23")


def _from_integers(array: Array, where: str) -> tuple[Array, Array | None, tuple[str, ...]]:
    if array.dtype.itemsize <= 2 or not array.size:
        check_budget(array.size * 4, where)
        return array.astype(np.float32), None, ()
    check_budget(array.size * 4, where)
    largest = max(abs(int(array.min())), abs(int(array.max())))
    target = np.dtype(np.float32 if largest <= 2**24 else np.float64)
    check_budget(array.size * target.itemsize, where)
    if largest <= EXACT:
        return array.astype(target), None, ()
    said = (
        f"{where}: holds integers beyond 2**53; drawn as floats, "
        "shown and exported with every digit"
    )
    return array.astype(target), array, (said,)
