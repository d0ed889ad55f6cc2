"""Ranking agrees with plain numpy and puts what says nothing last."""

import numpy as np
import pytest
from hdvis_views.parallel.ranking import (
    Sums,
    best_first,
    by_correlation,
    by_separation,
    by_variance,
    everything,
    ranked,
    separations,
)

from hdvis.data import Column


@pytest.fixture
def vectors(rng):
    made = rng.normal(size=(3000, 6)) * [1, 5, 0, 2, 1, 1] + [0, 1e5, 3, 0, 0, 0]
    made[::7, 3] = np.nan
    made[:, 5] = np.nan
    return made


def test_mean_and_variance_are_numpys(vectors):
    sums = everything(vectors)
    assert np.allclose(sums.mean[:5], np.nanmean(vectors[:, :5], axis=0))
    assert np.allclose(sums.variance[:5], np.nanvar(vectors[:, :5], axis=0))
    assert np.isnan(sums.variance[5])
    rows = np.arange(0, 3000, 3)
    some = Sums.of(vectors, sums.shift, rows)
    assert np.allclose(some.mean[:5], np.nanmean(vectors[rows][:, :5], axis=0))


def test_separation_is_cohens_d(vectors):
    mask = np.arange(3000) < 800
    whole = everything(vectors)
    found = separations(Sums.of(vectors, whole.shift, np.flatnonzero(mask)), whole)
    for axis in (0, 1, 3, 4):
        a, b = vectors[mask, axis], vectors[~mask, axis]
        a, b = a[~np.isnan(a)], b[~np.isnan(b)]
        pooled = np.sqrt((a.size * a.var() + b.size * b.var()) / (a.size + b.size - 2))
        assert found[axis] == pytest.approx((a.mean() - b.mean()) / pooled, rel=1e-6)


def test_columns_that_say_nothing_come_last(vectors):
    names = list("abcdef")
    order = ranked(by_variance, names, vectors, [], everything(vectors))
    assert order[:2] == ["b", "d"]
    assert order[-2:] == ["c", "f"]
    assert best_first(["p", "q", "r"], [np.nan, -3, 2]) == ["q", "r", "p"]


def test_what_separates_the_selection_comes_first(rng):
    vectors = rng.normal(size=(2000, 20))
    mask = rng.random(2000) < 0.3
    vectors[mask, 13] += 3
    vectors[mask, 4] -= 1.5
    label = Column("label", np.where(mask, 5.0, 4.0))
    names = [f"x{i}" for i in range(20)]
    score = by_separation(mask)
    order = ranked(score, [*names, "label"], vectors, [label], everything(vectors))
    assert order[:3] == ["label", "x13", "x4"]
    assert sorted(order) == sorted([*names, "label"])


def test_correlation_ranks_by_its_size(rng):
    vectors = rng.normal(size=(2000, 5))
    target = vectors[:, 1] - 3 * vectors[:, 3]
    order = ranked(by_correlation(target), list("abcde"), vectors, [], everything(vectors))
    assert order[:2] == ["d", "b"]


def test_categories_have_no_score(rng):
    vectors = rng.normal(size=(50, 2))
    kind = Column("kind", np.arange(50) % 2, kind="category", categories=("a", "b"))
    order = ranked(by_variance, ["x", "y", "kind"], vectors, [kind], everything(vectors))
    assert order[-1] == "kind"
