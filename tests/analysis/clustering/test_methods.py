"""Clusterers by name find planted groups; what others' clusterers give is checked."""

from dataclasses import dataclass

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs
from sklearn.metrics import adjusted_rand_score

from hdvis.analysis.clustering.by_sample import Spectral
from hdvis.analysis.clustering.methods import CLUSTERERS, run_clusterer, tidy_labels
from hdvis.errors import Cancelled, DataError

OPTIONS = {
    "K-means": {"clusters": 4},
    "Gaussian mixture": {"clusters": 4},
    "Spectral": {"clusters": 4},
}


@pytest.fixture(scope="module")
def planted():
    middles = [[0, 0, 0], [9, 0, 0], [0, 9, 0], [0, 0, 9]]
    return make_blobs([400, 300, 200, 100], 3, centers=middles, cluster_std=0.7, random_state=4)


@pytest.mark.parametrize("name", CLUSTERERS)
def test_planted_groups_are_found_and_numbered_from_the_largest(planted, name):
    points, truth = planted
    labels = run_clusterer(CLUSTERERS[name](**OPTIONS.get(name, {})), name, points)
    known = labels >= 0
    assert known.mean() > 0.85
    assert adjusted_rand_score(labels[known], truth[known]) > 0.98
    assert labels[truth == 0].max() == 0
    assert (np.diff(np.bincount(labels[known])) <= 0).all()


@pytest.mark.parametrize("name", CLUSTERERS)
@pytest.mark.parametrize("points", [np.ones((40, 2)), np.eye(4), np.arange(12.0)[:, None]])
def test_few_or_equal_rows_have_some_answer(name, points):
    labels = run_clusterer(CLUSTERERS[name](), name, points)
    assert labels.shape == (len(points),)


def test_k_means_is_as_good_as_scikit_learns(digits):
    ours = run_clusterer(CLUSTERERS["K-means"](clusters=10), "K-means", digits.data)
    reference = KMeans(10, n_init=10, random_state=0).fit(digits.data)
    middles = np.stack([digits.data[ours == group].mean(axis=0) for group in range(10)])
    spread = ((digits.data - middles[ours]) ** 2).sum()
    assert spread < 1.05 * reference.inertia_


def test_many_rows_are_found_on_a_sample_and_said_to_be(planted):
    points, truth = planted
    method = Spectral(clusters=4, bound=300)
    assert adjusted_rand_score(method.fit_predict(points), truth) > 0.95
    assert method.note_for(1000).startswith("found on 300 of 1,000 rows")
    assert method.note_for(200) == ""


@pytest.mark.parametrize("name", ["K-means", "Gaussian mixture", "HDBSCAN"])
def test_a_stop_is_obeyed(planted, name):
    def stop(share):
        raise Cancelled

    with pytest.raises(Cancelled):
        run_clusterer(CLUSTERERS[name](), name, planted[0], stop)


@dataclass
class Odd:
    answer: object

    def fit_predict(self, X):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (RuntimeError("lost\nits way"), "odd: RuntimeError: lost its way"),
        (np.zeros(3), r"gave labels of shape \(3,\), expected \(4,\)"),
        (np.zeros(4), "gave labels of dtype float64, expected whole numbers"),
        (["a"] * 4, "gave labels of dtype <U1"),
        (None, r"gave labels of shape \(\)"),
    ],
)
def test_what_another_clusterer_does_wrong_is_named(answer, says):
    with pytest.raises(DataError, match=says):
        run_clusterer(Odd(answer), "odd", np.eye(4))


def test_labels_are_renumbered_by_size_and_noise_stays():
    assert tidy_labels([7, 7, -1, 3, 7, 3, -5], "m", 7).tolist() == [0, 0, -1, 1, 0, 1, -1]
    assert tidy_labels(np.full(5, -1), "all noise", 5).tolist() == [-1] * 5
    many = tidy_labels(np.arange(10_000), "one each", 10_000)
    assert len(np.unique(many)) == 10_000
