"""A topology knows what it was made from, and never mixes a function with another's graph."""

import numpy as np
import pytest
from hdvis_topology.topology import Recipe, function_of, make_topology

from hdvis.data import Column, Dataset
from hdvis.data.function import Function
from hdvis.errors import DataError


def dataset(n=200):
    draw = np.random.default_rng(0)
    x = draw.random((n, 2))
    first = np.exp(-30 * ((x - 0.25) ** 2).sum(1)) + 0.8 * np.exp(-30 * ((x - 0.75) ** 2).sum(1))
    return Dataset.from_arrays(x, names=["x", "y"], labels={"first": first, "second": x[:, 0]})


RECIPE = Recipe(Function(("x", "y"), "first"))


def test_it_is_of_its_recipe_and_of_the_very_columns_it_read():
    columns = dict(dataset().columns)
    made = make_topology(RECIPE, columns)
    assert made.is_of(RECIPE, columns)
    assert not made.is_of(RECIPE.of_range("second"), columns)
    again = {**columns, "first": Column("first", columns["first"].values.copy())}
    assert not made.is_of(RECIPE, again)


def test_another_range_keeps_the_graph_and_another_domain_does_not():
    columns = dict(dataset().columns)
    made = make_topology(RECIPE, columns)
    other = make_topology(RECIPE.of_range("second"), columns, made)
    assert other.graph is made.graph
    assert other.tree.values == pytest.approx(columns["second"].values)
    narrow = make_topology(Recipe(Function(("x",), "first")), columns, made)
    assert narrow.graph is not made.graph


def test_peaks_keep_their_names_and_codes_when_the_level_moves():
    made = make_topology(RECIPE, dataset().columns)
    assert made.tree.count(made.level) == 2
    low, high = made.at(0.0).column(), made.at(made.level).column()
    assert high.categories == ("peak 1", "peak 2")
    assert low.categories[:2] == high.categories
    tops = made.extrema
    assert low.values[tops].tolist() == high.values[tops].tolist() == [0, 1]
    assert made.label(tops[1]) == "peak 2"


def test_rows_without_domain_or_value_take_no_part():
    draw = np.random.default_rng(0)
    x = draw.random((100, 2))
    x[3, 0] = np.nan
    f = draw.random(100)
    f[5] = np.nan
    data = Dataset.from_arrays(x, names=["x", "y"], labels={"first": f})
    column = make_topology(RECIPE, data.columns).column()
    assert np.flatnonzero(column.values < 0).tolist() == [3, 5]


def test_without_a_function_the_first_number_or_the_last_column_is_it():
    data = dataset()
    assert function_of(data, None) == Function(("x", "y"), "first")
    bare = Dataset.from_arrays(np.eye(4), names=list("abcd"))
    assert function_of(bare, None) == Function(("a", "b", "c"), "d")
    with pytest.raises(DataError):
        function_of(Dataset.from_arrays(np.ones((4, 1))), None)


def test_a_function_without_values_is_named():
    data = Dataset.from_arrays(np.eye(4)[:, :2], names=["x", "y"], labels={"first": [np.nan] * 4})
    with pytest.raises(DataError, match="`first`"):
        make_topology(RECIPE, data.columns)
