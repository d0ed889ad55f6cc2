"""Correlations agree with numpy's, missing values and large offsets included."""

import numpy as np
import pytest

from hdvis.accel.correlations import correlations


def test_correlations_are_pearsons_over_known_pairs():
    rng = np.random.default_rng(4)
    vectors = rng.normal(size=(70_000, 3)).astype(np.float32)
    column = vectors[:, 0] * 2 + rng.normal(size=70_000) + 1e6
    vectors[::5, 1] = np.nan
    vectors[:, 2] = 7
    column[3] = np.nan
    found = correlations(vectors, column)
    for axis in (0, 1):
        known = np.isfinite(vectors[:, axis]) & np.isfinite(column)
        expected = np.corrcoef(vectors[known, axis].astype(float), column[known])[0, 1]
        assert found[axis] == pytest.approx(expected, abs=1e-9)
    assert np.isnan(found[2])


def test_correlations_of_no_rows_are_undefined():
    assert np.isnan(correlations(np.zeros((0, 2)), np.zeros(0))).all()
