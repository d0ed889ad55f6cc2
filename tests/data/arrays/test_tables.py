"""Tables give one matrix of numbers and the columns beside it."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from hdvis.data.arrays.tables import read_matrix
from hdvis.errors import DataError


def test_numbers_form_the_matrix_and_the_rest_stands_beside():
    frame = pd.DataFrame({"a": [1, 2], "t": ["x", "y"], "b": [0.5, 1.5], "c": [True, False]})
    matrix = read_matrix(frame, "vectors")
    assert matrix.names == ("a", "b")
    assert matrix.values.tolist() == [[1, 0.5], [2, 1.5]]
    assert list(matrix.others) == ["t", "c"]


def test_arrow_and_pandas_agree():
    frame = pd.DataFrame({"a": [1, 2], "b": [0.5, None], "t": ["x", "y"]})
    one, two = read_matrix(frame, "v"), read_matrix(pa.Table.from_pandas(frame), "v")
    np.testing.assert_array_equal(one.values, two.values)
    assert one.names == two.names


def test_a_table_of_one_float_type_keeps_it():
    frame = pd.DataFrame(np.ones((3, 2), np.float32), columns=["a", "b"])
    assert read_matrix(frame, "v").values.dtype == np.float32


def test_exact_integers_belong_to_their_own_column():
    matrix = read_matrix({"id": [2**60 + 1, 1], "x": [0.5, 1.5]}, "v")
    assert list(matrix.exact) == ["id"]
    assert matrix.exact["id"][0] == 2**60 + 1


def test_columns_of_different_length_are_named():
    with pytest.raises(DataError, match="`a` has 2 rows, `b` 3"):
        read_matrix({"a": [1, 2], "b": [1, 2, 3]}, "v")


def test_a_table_without_numbers_is_refused():
    with pytest.raises(DataError, match="no numeric columns"):
        read_matrix({"a": ["x"]}, "v")


def test_arrow_times_and_decimals_are_read():
    table = pa.table({"x": [1.0], "t": pa.array([0], pa.timestamp("s")), "d": ["a"]})
    assert read_matrix(table, "v").others["t"].dtype.kind == "M"
