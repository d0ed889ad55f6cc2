"""Ranking agrees with plain numpy and puts what says nothing last."""

import numpy as np
import pytest
from hdvis_views.parallel.ranking import (
    best_first,
    by_correlation,
    by_separation,
    by_variance,
    ranked,
)

from hdvis.analysis.effects import everything
from hdvis.data import Column


@pytest.fixture
def vectors(rng):
    made = rng.normal(size=(3000, 6)) * [1, 5, 0, 2, 1, 1] + [0, 1e5, 3, 0, 0, 0]
    made[::7, 3] = np.nan
    made[:, 5] = np.nan
    return made


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
