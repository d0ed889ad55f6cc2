"""Tables of any library come in by their Arrow stream."""

import datetime

import numpy as np
import pyarrow as pa
import pytest

from hdvis.data import Dataset

ROWS = {
    "a": [1.0, 2.0, None],
    "n": [1, None, 3],
    "word": ["x", "y", None],
    "flag": [True, False, True],
    "day": [datetime.date(2020, 1, 1)] * 3,
    "hour": [datetime.timedelta(hours=1)] * 3,
}


class Foreign:
    """A table that only hands out its stream."""

    def __init__(self, table):
        self._table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


def polars_frame():
    return pytest.importorskip("polars").DataFrame(ROWS)


@pytest.mark.parametrize("make", [lambda: Foreign(pa.table(ROWS)), polars_frame])
def test_numbers_become_vectors_and_the_rest_labels(make):
    made = Dataset.from_arrays(make())
    assert made.vector_names == ("a", "n")
    assert np.array_equal(made.vectors, [[1, 1], [2, np.nan], [np.nan, 3]], equal_nan=True)
    assert {n: c.kind for n, c in made.labels.items()} == {
        "word": "category", "flag": "category", "day": "time", "hour": "numeric",
    }  # fmt: skip
    assert made.labels["word"].full_text() == ["x", "y", ""]
    assert made.labels["hour"].values.tolist() == [3600.0] * 3


@pytest.mark.parametrize("make", [lambda: Foreign(pa.table(ROWS)), polars_frame])
def test_such_a_table_can_be_labels_too(make):
    made = Dataset.from_arrays(np.eye(3), labels=make())
    assert set(made.labels) == set(ROWS)


def test_a_series_of_polars_is_a_column():
    frame = polars_frame()
    assert Dataset.from_arrays(np.eye(3), labels=frame["word"]).labels["word"].full_text()[0] == "x"
    assert Dataset.from_arrays({"a": frame["a"]}).vectors[:2].tolist() == [[1.0], [2.0]]
