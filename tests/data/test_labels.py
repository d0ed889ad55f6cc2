"""Labels of any spelling become columns."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from hdvis.data import Column
from hdvis.data.labels import read_label, read_labels
from hdvis.errors import DataError


def kind(values):
    return read_label("a", values)[0].kind


def test_a_bare_array_is_called_label():
    columns, _ = read_labels(np.array([3, 1, 3]), 3)
    assert list(columns) == ["label"]
    assert columns["label"].categories == ("1", "3")


def test_few_whole_numbers_are_categories_and_many_are_numbers():
    assert kind(np.arange(100) % 50) == "category"
    assert kind(np.arange(100) % 51) == "numeric"
    assert kind(np.arange(20_000) % 10) == "category"


def test_whole_number_categories_are_in_order_of_value():
    assert read_label("a", np.array([10, 2, -1]))[0].categories == ("-1", "2", "10")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.5, 1.0], "numeric"),
        (["a", "b"], "category"),
        ([True, False], "category"),
        ([None, "b"], "category"),
        (np.array([b"a"]), "category"),
        (np.array(["2020"], "datetime64"), "time"),
        ([dt.date(2020, 1, 1), None], "time"),
        (pd.Series(["a"], dtype="category"), "category"),
        (pd.Series([1.5]), "numeric"),
    ],
)
def test_kinds_follow_the_values(values, expected):
    assert kind(values) == expected


def test_zoned_dates_are_brought_to_utc():
    zone = dt.timezone(dt.timedelta(hours=2))
    column, _ = read_label("a", [dt.datetime(1970, 1, 1, 3, tzinfo=zone)])
    assert column.values.tolist() == [3600.0]


def test_none_among_texts_is_missing():
    assert read_label("a", ["x", None, "y"])[0].values.tolist() == [0, -1, 1]


def test_texts_that_read_alike_once_cleaned_are_one_category():
    column, _ = read_label("a", ["\ud800", "\ud801"])
    assert column.categories == ("\ufffd",)
    assert column.values.tolist() == [0, 0]


def test_a_table_gives_one_column_each():
    columns, _ = read_labels(pd.DataFrame({"a": [1.5, 2], "b": ["x", "y"]}), 2)
    assert {name: column.kind for name, column in columns.items()} == {
        "a": "numeric",
        "b": "category",
    }


def test_a_matrix_gives_numbered_labels():
    assert list(read_labels(np.zeros((2, 2)), 2)[0]) == ["label 0", "label 1"]


def test_a_column_passes_through():
    column = Column("a", np.zeros(2))
    assert read_labels({"a": column}, 2)[0]["a"] is column
    assert read_labels({"b": column}, 2)[0]["b"].name == "b"


def test_the_label_of_wrong_length_is_named():
    with pytest.raises(DataError, match="`b`: 1 labels given for 2 rows"):
        read_labels({"a": [1, 2], "b": [1]}, 2)
