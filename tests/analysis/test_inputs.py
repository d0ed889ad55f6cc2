"""What a method works on: spaces, chosen columns, scaling, and a graph kept for all."""

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from hdvis.analysis import Inputs
from hdvis.data import Dataset
from hdvis.errors import Cancelled, DataError


@pytest.fixture
def dataset(digits, rng):
    return Dataset.from_arrays(
        digits.data[:200], spaces={"other": rng.normal(2, 3, (200, 3)).astype(np.float32)}
    )


def test_nothing_chosen_is_the_primary_space_itself(dataset):
    assert Inputs().vectors(dataset) is dataset.vectors
    assert Inputs().words(dataset) == "64 columns of vectors"


def test_columns_are_taken_in_the_order_given(dataset):
    inputs = Inputs(columns=("x5", "x2"))
    assert np.array_equal(inputs.vectors(dataset), dataset.vectors[:, [5, 2]])


def test_standard_is_scikit_learns_and_leaves_missing_rows_out(dataset):
    values = dataset.spaces["other"].copy()
    values[7, 1] = np.nan
    holed = dataset.with_space("holed", values)
    scaled = Inputs("holed", scaling="standard").vectors(holed)
    known = np.delete(np.arange(200), 7)
    expected = StandardScaler().fit_transform(values[known].astype(np.float64))
    assert scaled[known] == pytest.approx(expected, abs=1e-4)
    assert scaled.dtype == np.float32


def test_a_constant_column_stays_finite(dataset):
    assert np.isfinite(Inputs(scaling="standard").vectors(dataset)).all()


def test_one_graph_serves_all_who_ask_for_as_many_or_fewer(dataset):
    graph = Inputs().graph(dataset, 10)
    assert graph.k == 64
    assert Inputs().graph(dataset, 64) is graph
    assert Inputs().graph(dataset, 90).k == 192
    assert Inputs(scaling="standard").graph(dataset, 10) is not graph


def test_a_stopped_search_leaves_nothing_behind(dataset):
    def stop(fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        Inputs().graph(dataset, 10, checkpoint=stop)
    assert Inputs().graph(dataset, 10).k == 64


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        (Inputs("nowhere"), "space: got 'nowhere', expected one of vectors, other"),
        (Inputs("other", ("x5",)), "columns: 'x5' is not in other"),
    ],
)
def test_what_is_not_there_is_named(dataset, inputs, says):
    with pytest.raises(DataError, match=says):
        inputs.vectors(dataset)
