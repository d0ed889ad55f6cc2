"""A column knows its limits, its codes and its text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdvis.data import Column
from hdvis.data.columns import JoinedColumns, SpaceColumns
from hdvis.errors import DataError

floats = st.lists(st.floats(width=64), min_size=1, max_size=30)


@given(floats)
def test_units_lie_between_nought_and_one_where_finite(values):
    column = Column("a", np.array(values))
    finite = np.isfinite(values)
    assert np.array_equal(np.isfinite(column.unit_values), finite)
    assert np.all((column.unit_values[finite] >= 0) & (column.unit_values[finite] <= 1))
    assert np.all(np.isfinite(column.limits))
    assert column.limits[0] < column.limits[1]


@given(floats)
def test_codes_keep_the_order_of_values(values):
    column = Column("a", np.array(values))
    finite = np.isfinite(values)
    order = np.argsort(np.array(values)[finite])
    assert np.all(np.diff(column.codes[finite][order].astype(int)) >= 0)
    assert np.all(column.codes[finite] <= 254)
    assert np.all(column.codes[~finite] == 255)


def test_codes_are_equal_bins_of_the_limits():
    values = np.linspace(-3, 5, 10_001)
    expected = np.minimum(np.floor((values + 3) / 8 * 255), 254)
    assert np.abs(Column("a", values).codes - expected).max() <= 1
    assert set(Column("a", values).codes.tolist()) == set(range(255))


def test_codes_of_long_columns_do_not_depend_on_the_pieces():
    values = np.random.default_rng(0).normal(size=(1 << 20) + 7).astype(np.float32)
    column = Column("a", values)
    tail = Column("a", np.concatenate([values[-7:], [values.min(), values.max()]]))
    assert np.array_equal(column.codes[-7:], tail.codes[:7])


def test_values_are_contiguous_native_and_read_only():
    column = Column("a", np.arange(10)[::2])
    assert column.values.dtype == np.float32
    assert column.values.flags.c_contiguous
    assert not column.values.flags.writeable


def test_a_category_keeps_its_codes():
    column = Column("a", np.array([2, 0, -1, 2]), "category", ("x", "y", "z"))
    assert column.codes.tolist() == [2, 0, 255, 2]
    assert column.limits == (0.0, 2.0)
    assert column.missing == 1
    assert column.text() == ["z", "x", "", "z"]
    assert column.frequent == (2, 0, 1)


def test_categories_beyond_the_codes_share_the_last():
    names = tuple(str(i) for i in range(300))
    assert Column("a", np.arange(300), "category", names).codes.max() == 254


def test_numbers_are_written_with_their_own_precision():
    assert Column("a", np.array([0.1, np.nan], np.float32)).text() == ["0.1", ""]
    assert Column("a", np.array([0.1])).text() == ["0.1"]


def test_exact_integers_are_written_whole():
    assert Column("a", np.array([2**60 + 1])).text() == [str(2**60 + 1)]


def test_two_dimensional_values_are_refused():
    with pytest.raises(DataError, match=r"expected \(n,\)"):
        Column("a", np.zeros((2, 2)))


def test_units_of_some_rows_are_those_of_all():
    values = np.array([3, np.nan, -5, 10, 0], np.float64)
    column = Column("a", values)
    some = column.units_at([3, 1, 0])
    assert "unit_values" not in vars(column)
    assert np.array_equal(some, column.unit_values[[3, 1, 0]], equal_nan=True)


def test_columns_of_a_space_are_made_once_when_touched():
    columns = SpaceColumns(np.ones((3, 10_000), np.float32), tuple(map(str, range(10_000))))
    assert "77" in columns
    assert not columns._made
    assert columns["77"] is columns["77"]
    assert len(columns._made) == 1


def test_joined_columns_ask_the_first_that_knows():
    first = SpaceColumns(np.zeros((2, 1)), ("a",))
    second = SpaceColumns(np.ones((2, 2)), ("a", "b"))
    joined = JoinedColumns(first, second)
    assert list(joined) == ["a", "b"]
    assert joined["a"].values[0] == 0
    with pytest.raises(KeyError):
        joined["c"]
