"""A dataset keeps rows, spaces, columns and images together, each change a new value."""

import numpy as np
import pandas as pd
import pytest

from hdvis.data import Column, Dataset
from hdvis.errors import DataError

X = np.arange(12, dtype=np.float32).reshape(4, 3)


def test_columns_are_the_primary_space_then_the_labels():
    made = Dataset.from_arrays(X, labels={"digit": [3, 1, 4, 1]}, names=["a", "b", "c"])
    assert list(made.columns) == ["a", "b", "c", "digit"]
    assert made.columns["b"].values.tolist() == [1, 4, 7, 10]
    assert (made.n, made.d, made.primary, made.vector_names) == (4, 3, "vectors", ("a", "b", "c"))


def test_spaces_share_their_rows():
    made = Dataset.from_arrays(X, spaces={"vae": X * 2}).with_space("flow", X[:, :2])
    assert [values.shape for values in made.spaces.values()] == [(4, 3), (4, 3), (4, 2)]
    with pytest.raises(DataError, match="space `bad`: 3 rows given for 4"):
        made.with_space("bad", X[:3])


def test_a_change_makes_a_new_dataset_and_leaves_the_old():
    made = Dataset.from_arrays(X)
    kept = made.derived("mean", lambda: X.mean())
    changed = made.with_column("k", [1, 2, 3, 4])
    assert "k" in changed.columns
    assert "k" not in made.columns
    assert changed.derived("mean", lambda: "again") == "again"
    assert made.derived("mean", lambda: "again") == kept


def test_a_label_of_a_taken_name_is_renamed_and_replaced_by_its_own():
    made = Dataset.from_arrays(X, labels={"x0": [0.5] * 4, "k": [1, 2, 3, 4]})
    assert list(made.labels) == ["x0 (2)", "k"]
    assert made.with_columns({"k": ["a"] * 4}).labels["k"].kind == "category"
    assert list(made.with_columns({"k": ["a"] * 4}).labels) == ["x0 (2)", "k"]


def test_arrays_are_shared_not_copied():
    made = Dataset.from_arrays(X)
    assert np.shares_memory(made.vectors, X)
    assert np.shares_memory(made.with_column("k", [1, 2, 3, 4]).vectors, X)


def test_the_words_of_a_table_become_labels():
    frame = pd.DataFrame(
        {"x": [1.0, 2], "word": ["a", "b"], "when": pd.to_datetime(["2020", "2021"])}
    )
    made = Dataset.from_arrays(frame)
    assert {name: column.kind for name, column in made.columns.items()} == {
        "x": "numeric", "word": "category", "when": "time",
    }  # fmt: skip


def test_a_ready_column_of_another_length_is_refused():
    with pytest.raises(DataError, match="3 labels given for 4 rows"):
        Dataset.from_arrays(X).with_columns({"k": Column("k", np.zeros(3))})


def test_a_data_set_says_what_it_holds_in_a_line():
    made = Dataset.from_arrays(
        np.zeros((1000, 3)), name="mine", labels={"kind": ["a", "b"] * 500},
        spaces={"wide": np.zeros((1000, 9))}, images=np.zeros((1000, 4, 4), np.uint8),
    )  # fmt: skip
    assert repr(made) == (
        "<Dataset mine: 1,000 rows, vectors (1000, 3), wide (1000, 9); labels kind; images image>"
    )
    assert repr(made.labels["kind"]) == "<Column kind: 1,000 rows, category of 2>"
