"""Rows of two tables meet by their ids, or by order where there are none."""

import numpy as np
import pandas as pd
import pytest

from hdvis.data.alignment import align_labels, match_ids
from hdvis.errors import DataError

LEFT = pd.DataFrame({"x": [1.0, 2.0, 3.0]}, index=["a", "b", "c"])


def test_labels_come_in_the_order_of_the_vectors():
    labels = pd.DataFrame({"y": [30, 10, 20, 40]}, index=["c", "a", "b", "d"])
    assert align_labels(LEFT, labels)["y"].tolist() == [10, 20, 30]
    assert align_labels(LEFT, labels["y"]).tolist() == [10, 20, 30]


def test_a_counting_index_means_order():
    labels = pd.DataFrame({"y": [30, 10, 20]})
    assert align_labels(LEFT, labels) is labels
    assert align_labels(LEFT.to_numpy(), labels) is labels


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
