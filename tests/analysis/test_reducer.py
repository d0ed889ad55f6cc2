"""Anybody's reducer is made and called with what it accepts, and believed only when it fits."""

import sys

import numpy as np
import pytest
from sklearn.decomposition import FactorAnalysis

from hdvis.analysis import place
from hdvis.analysis.reducers.tsne import TSNE
from hdvis.errors import DataError, HdvisError


class Corner:
    """The first columns, as many as asked for."""

    def __init__(self, count=2):
        self.count = count

    def fit_transform(self, X):
        return X[:, : self.count]


class Wrong:
    """Gives what `answer` says."""

    def __init__(self, answer=None):
        self.answer = answer

    def fit_transform(self, X):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_a_reducer_that_takes_only_the_vectors_is_enough(digits):
    made = place(digits.data[:50], "corner", reducers={"corner": Corner})
    assert np.array_equal(made.coordinates, digits.data[:50, :2].astype(np.float32))


def test_an_estimator_of_scikit_learn_is_asked_for_two_components_and_seeded(digits):
    offered = {"factors": FactorAnalysis}
    made = place(digits.data[:200], "factors", seed=4, reducers=offered)
    alone = FactorAnalysis(2, random_state=4).fit_transform(digits.data[:200])
    assert made.coordinates == pytest.approx(alone.astype(np.float32))


@pytest.mark.parametrize(("count", "second"), [(1, 0.0), (3, 1.0)])
def test_one_column_is_a_line_and_of_three_the_first_two_are_taken(count, second):
    rows = np.array([[0.0, 1, 5], [2, 1, 5], [3, 1, 6]])
    made = place(rows, "corner", count=count, reducers={"corner": Corner})
    assert (made.coordinates[:, 1] == second).all()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (np.zeros((4, 2)), r"gave shape \(4, 2\), expected \(5, 2\)"),
        (np.zeros(5), r"gave shape \(5,\)"),
        ([["a", "b"]] * 5, "gave list, expected an array"),
        (np.full((5, 2), np.nan), "gave no finite position"),
        (ValueError("n_neighbors too large\nfor this"), "bad: n_neighbors too large for this"),
        (ZeroDivisionError("by zero"), "bad: by zero. Try another method"),
    ],
)
def test_an_answer_that_is_none_is_named(rng, answer, says):
    with pytest.raises(DataError, match=says):
        place(rng.normal(size=(5, 3)), "bad", answer=answer, reducers={"bad": Wrong})


def test_tsne_says_how_to_install_what_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "openTSNE", None)
    with pytest.raises(HdvisError, match=r"pip install 'hdvis\[tsne\]'"):
        TSNE().fit_transform(np.zeros((9, 3), np.float32))
