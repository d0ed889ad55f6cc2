"""Rows of a table stand in the right order, whatever their values."""

import numpy as np
import pandas as pd
import pytest
from hdvis_views.table.table_rows import Orders, Wanted, arrange, sorted_rows

from hdvis.data import Column, Dataset
from hdvis.selection import Clause, Range, Rows, Selection
from hdvis.state import NamedFilter, RowSets, SessionTable


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sorting_is_stable_with_missing_values_last(rng, dtype, descending):
    values = rng.integers(0, 9, 500).astype(dtype)
    values[rng.random(500) < 0.1] = np.nan
    values[:4] = np.inf, -np.inf, -0.0, 0.0
    expected = pd.Series(values).sort_values(ascending=not descending, kind="stable").index
    assert sorted_rows(Column("x", values), descending).tolist() == expected.tolist()


@pytest.mark.parametrize("descending", [False, True])
def test_labels_sort_as_people_count(descending):
    column = Column("name", np.array([1, 0, -1, 2, 0], np.int32), "category", ("b10", "b9", "a"))
    expected = [1, 4, 0, 3, 2] if descending else [3, 0, 1, 4, 2]
    assert sorted_rows(column, descending).tolist() == expected


def test_integers_beyond_floats_sort_exactly():
    exact = np.array([2**60 + 2, 2**60 + 1, 2**60, -(2**63)], np.int64)
    column = Column("id", exact)
    assert sorted_rows(column, False).tolist() == [3, 2, 1, 0]
    assert sorted_rows(column, True).tolist() == [0, 1, 2, 3]


def test_a_column_is_sorted_once(rng):
    orders, column = Orders(keep=2), Column("x", rng.normal(size=50))
    first = orders.get(column, False)
    assert orders.get(column, False) is first
    assert orders.get(column, True) is not first
    orders.get(Column("y", rng.normal(size=50)), False)
    assert orders.get(column, False) is not first


@pytest.fixture
def table(rng):
    labels = {"name": ["a", "b"] * 10}
    return SessionTable(Dataset.from_arrays(rng.normal(size=(20, 2)), labels=labels), {})


def chosen(*rows):
    return Selection((Clause("test", Rows.of(rows)),))


def test_the_selection_stands_first_and_keeps_the_order(table):
    column = table.columns["x0"]
    made = arrange(Wanted(column), Orders(), RowSets(table, chosen(3, 8, 5)))
    values = column.values[made.rows[:]]
    assert set(made.rows[:3].tolist()) == {3, 5, 8}
    assert np.all(np.diff(values[:3]) > 0)
    assert np.all(np.diff(values[3:]) > 0)
    assert (made.selected, made.shown) == (3, 20)


def test_filters_search_and_selection_narrow_together(table):
    filters = (NamedFilter("low", Range("x0", hi=0.5)),)
    wanted = Wanted(text="name == 'a'", only=True)
    made = arrange(wanted, Orders(), RowSets(table, chosen(*range(12)), filters))
    low = table.columns["x0"].values <= 0.5
    expected = [row for row in range(0, 12, 2) if low[row]]
    assert made.rows[:].tolist() == expected
    assert made.shown == np.count_nonzero(low)
    nothing = arrange(Wanted(only=True), Orders(), RowSets(table))
    assert nothing.rows.size == 0
