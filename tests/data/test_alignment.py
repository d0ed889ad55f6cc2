"""Rows of two tables meet by their ids, or by order where there are none."""

import numpy as np
import pandas as pd
import pytest

from hdvis.data import Dataset
from hdvis.data.alignment import align_labels, match_ids, row_ids
from hdvis.errors import DataError

LEFT = pd.DataFrame({"x": [1.0, 2.0, 3.0]}, index=["a", "b", "c"])
IDS = row_ids(LEFT)


def test_labels_come_in_the_order_of_the_vectors():
    labels = pd.DataFrame({"y": [30, 10, 20, 40]}, index=["c", "a", "b", "d"])
    for given in (labels, labels["y"]):
        aligned, said = align_labels(IDS, given, 3)
        assert np.ravel(aligned).tolist() == [10, 20, 30]
        assert said == ["labels: matched to rows by their index, 3 of 3 ids"]


def test_a_counting_index_means_order():
    labels = pd.DataFrame({"y": [30, 10, 20]})
    assert align_labels(IDS, labels, 3) == (labels, [])
    assert align_labels(None, labels, 3) == (labels, [])
    assert align_labels(np.arange(3), labels, 3) == (labels, [])


X = np.arange(20.0).reshape(10, 2)
Y = pd.Series([f"row {i}" for i in range(10)], name="y")
SHUFFLED = Y.sample(frac=1, random_state=3)


@pytest.mark.parametrize("vectors", [X, pd.DataFrame(X)])
def test_a_shuffled_label_finds_its_row(vectors):
    made = Dataset.from_arrays(vectors, labels=SHUFFLED)
    assert made.labels["y"].full_text() == Y.tolist()
    assert "matched to rows by their index, 10 of 10 ids" in made.warnings[-1]


def test_shuffled_vectors_find_their_labels():
    made = Dataset.from_arrays(pd.DataFrame(X).sample(frac=1, random_state=5), labels=Y)
    rows = made.vectors[:, 0] // 2
    assert made.labels["y"].full_text() == [f"row {row:.0f}" for row in rows]


def test_labels_that_come_later_find_their_rows_too():
    ids = [f"id {i}" for i in range(10)]
    made = Dataset.from_arrays(pd.DataFrame(X, index=ids)).with_space("other", X)
    later = Y.set_axis(ids).sample(frac=1, random_state=1).to_frame()
    assert made.with_columns(later).labels["y"].full_text() == Y.tolist()


@pytest.mark.parametrize("labels", [{"y": SHUFFLED}, {"y": SHUFFLED, "z": np.arange(10)}])
def test_each_label_of_a_mapping_finds_its_rows(labels):
    assert Dataset.from_arrays(X, labels=labels).labels["y"].full_text() == Y.tolist()


def test_another_space_finds_its_rows():
    other = pd.DataFrame(X).sample(frac=1, random_state=2)
    made = Dataset.from_arrays(X).with_space("other", other)
    assert np.array_equal(made.spaces["other"], X)


def test_ids_that_match_in_part_are_refused_with_their_count():
    halves = Y.set_axis(range(5, 15))
    with pytest.raises(DataError, match=r"5 ids have no row: 0, 1, 2 \(5 of 10 match\)"):
        Dataset.from_arrays(pd.DataFrame(X), labels=halves)


@pytest.mark.parametrize("vectors", [X, pd.DataFrame(X)])
def test_an_index_that_names_no_row_leaves_the_order_and_says_so(vectors):
    made = Dataset.from_arrays(vectors, labels=Y.set_axis([f"id {i}" for i in range(10)]))
    assert made.labels["y"].full_text() == Y.tolist()
    assert made.warnings[-1] == "labels: their index ('id 0', …) names no row; taken in their order"


def test_positions_are_those_of_a_search():
    rng = np.random.default_rng(0)
    known = rng.permutation(1000)
    wanted = rng.permutation(1000)[:50]
    assert np.array_equal(known[match_ids(wanted, known, "t")], wanted)


@pytest.mark.parametrize(
    ("ids", "words", "code"),
    [
        ([1, 1, 2], "1 ids appear more than once: 1", "HDV-A40"),
        ([7, 8, 9], "3 ids have no row: 7, 8, 9", "HDV-A40"),
        ([0.5], "ids are float64", "HDV-A45"),
        ([[1, 2]], r"\(1, 2\), expected one per row", "HDV-A40"),
    ],
)
def test_ids_that_identify_nothing_are_refused(ids, words, code):
    with pytest.raises(DataError, match=words) as caught:
        match_ids(ids, [1, 2, 3], "t")
    assert caught.value.code == code
