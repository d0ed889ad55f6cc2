"""Python objects become numbers or are named."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from hdvis.data.arrays.object_arrays import is_missing, numbers_of
from hdvis.errors import DataError


def test_numbers_of_every_sort_are_read():
    cells = np.array([[1, Fraction(1, 2)], [None, pd.NA], [np.float32(2), True]], object)
    floats, exact, _ = numbers_of(cells, "x")
    expected = [[1, 0.5], [np.nan, np.nan], [2, 1]]
    np.testing.assert_array_equal(floats, expected)
    assert exact is None


def test_long_integers_are_kept():
    floats, exact, _ = numbers_of(np.array([10**20 + 1, 1], object), "x")
    assert floats[0] == 1e20
    assert exact[0] == 10**20 + 1


def test_the_row_of_a_stranger_is_named():
    cells = np.array([[1, 2], [3, {}]], object)
    with pytest.raises(DataError, match="row 1 holds a dict"):
        numbers_of(cells, "x")


@pytest.mark.parametrize("gone", [None, float("nan"), pd.NA, pd.NaT, np.datetime64("NaT")])
def test_all_spellings_of_nothing_are_missing(gone):
    assert is_missing(gone)
    assert not is_missing(0)
