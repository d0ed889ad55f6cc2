"""Python objects in an array become numbers, or are named as what they are."""

import math
from numbers import Number

import numpy as np

from hdvis.data.arrays.interop import Array
from hdvis.errors import DataError, shorten


def numbers_of(array: Array, where: str) -> tuple[Array, Array | None, tuple[str, ...]]:
    """Objects as float64: (floats, exact integers or None, warnings); None and NA become NaN.

    Raises `DataError` naming the first cell that holds no number.
    """
    flat = array.ravel()
    values = np.empty(flat.shape, np.float64)
    exact = False
    for index, item in enumerate(flat):
        values[index] = _number(item, array, index, where)
        exact = exact or (isinstance(item, int) and abs(item) > 2**53)
    said = (f"{where}: Python objects converted to numbers",)
    kept: Array | None = array.copy() if exact else None
    return values.reshape(array.shape), kept, said


def is_missing(item: object) -> bool:
    """Whether `item` stands for no value: None, NaN, NaT, pandas NA."""
    if item is None or type(item).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(item, float | np.floating):
        return math.isnan(item)
    return isinstance(item, np.datetime64 | np.timedelta64) and bool(np.isnat(item))


def _number(item: object, array: Array, index: int, where: str) -> float:
    if is_missing(item):
        return math.nan
    if isinstance(item, bool | np.bool_ | Number) and not isinstance(item, complex):
        try:
            return float(item)  # type: ignore[arg-type]
        except (OverflowError, TypeError, ValueError):
            pass
    row = index // max(1, array[0].size if array.ndim > 1 else 1)
    raise _not_a_number(item, row, where)


def _not_a_number(item: object, row: int, where: str) -> DataError:
    kind = type(item).__name__
    if isinstance(item, complex):
        return DataError(
            f"{where}: row {row} holds a complex number; pass `.real` or `abs(...)`",
            code="HDV-A16",
        )
    if isinstance(item, int):
        return DataError(
            f"{where}: row {row} holds a whole number of {_digits(item)}, too large for a float. "
            "Divide it, or pass it as text labels",
            code="HDV-A12",
        )
    if isinstance(item, str):
        return DataError(
            f"{where}: row {row} holds text {shorten(repr(item), 40)}, expected a number. "
            "Pass `.astype(float)` if it holds numbers, or give it as labels",
            code="HDV-A14",
        )
    return DataError(
        f"{where}: row {row} holds a {kind}, expected a number. Convert it before",
        code="HDV-A12",
    )


def _digits(number: int) -> str:
    """About how many digits it has; Python writes out no more than some thousands."""
    return f"about {round(number.bit_length() * math.log10(2)):,} digits"
