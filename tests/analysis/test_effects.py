"""Sums over blocks of rows give numpy's moments, and Cohen's d from them."""

import numpy as np
import pytest

from hdvis.analysis.effects import Sums, cohens_d, everything


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
    found = cohens_d(Sums.of(vectors, whole.shift, np.flatnonzero(mask)), whole)
    for axis in (0, 1, 3, 4):
        a, b = vectors[mask, axis], vectors[~mask, axis]
        a, b = a[~np.isnan(a)], b[~np.isnan(b)]
        pooled = np.sqrt((a.size * a.var() + b.size * b.var()) / (a.size + b.size - 2))
        assert found[axis] == pytest.approx((a.mean() - b.mean()) / pooled, rel=1e-6)


def test_constant_sides_are_infinitely_apart_and_constant_columns_are_undefined():
    mask = np.arange(300) < 80
    columns = np.column_stack([np.where(mask, 0.1, 0.3), np.full(300, 0.1)])
    whole = everything(columns)
    found = cohens_d(Sums.of(columns, whole.shift, np.flatnonzero(mask)), whole)
    assert found[0] == -np.inf
    assert np.isnan(found[1])
