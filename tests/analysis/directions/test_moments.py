"""Sums over rows give numpy's means and covariances, in any order of adding."""

import numpy as np
import pytest
from analysis.planted import planted

from hdvis.analysis.directions.moments import CHUNK, Moments
from hdvis.errors import Cancelled

Z, Y, _ = planted(2 * CHUNK + 17)
VALUES = np.column_stack([Y, Z[:, 0] * 5 + 2000])


@pytest.mark.parametrize(("kind", "tolerance"), [(np.float64, 1e-11), (np.float32, 1e-5)])
def test_moments_are_numpys(kind, tolerance):
    z = (Z + 100).astype(kind)
    found = Moments.of(z, VALUES)
    y = VALUES - VALUES.mean(axis=0)
    centred = z.astype(float) - z.astype(float).mean(axis=0)
    np.testing.assert_allclose(found.mean, z.mean(axis=0, dtype=float), rtol=1e-7)
    np.testing.assert_allclose(found.label_mean, VALUES.mean(axis=0), rtol=1e-7)
    np.testing.assert_allclose(found.label_variance, VALUES.var(axis=0), rtol=1e-5)
    np.testing.assert_allclose(found.covariance, centred.T @ centred / len(z), atol=tolerance)
    np.testing.assert_allclose(found.cross_covariance, centred.T @ y / len(z), atol=tolerance)


def test_parts_added_merged_and_taken_away_are_the_whole():
    whole = Moments.of(Z, VALUES)
    first = Moments.of(Z[:500], VALUES[:500])
    rest = Moments.empty(first.shift, first.base).plus(Z[500:], VALUES[500:])
    merged = first.merge(rest)
    again = whole.minus(Z[:500], VALUES[:500])
    for found, exact in ((merged, whole), (again, Moments.of(Z[500:], VALUES[500:]))):
        assert found.count == exact.count
        for name in ("mean", "label_mean", "covariance", "cross_covariance", "label_variance"):
            np.testing.assert_allclose(
                getattr(found, name), getattr(exact, name), atol=1e-9, err_msg=name
            )


def test_a_pass_that_is_no_longer_wanted_stops():
    def stop(share):
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        Moments.of(Z, VALUES, stop)
