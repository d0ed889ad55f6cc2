"""Activity finds exactly the units that were planted as active."""

import numpy as np
import pytest

from hdvis.analysis.activity import active_units, unit_kl, unit_variance
from hdvis.errors import DataError

rng = np.random.default_rng(0)
SPREAD = np.array([1.0, 0.0, 0.2, 0.0, 0.5, 1e-3])
MEANS = rng.standard_normal((2000, 6)) * SPREAD


def test_planted_units_are_the_active_ones_at_both_thresholds():
    assert np.flatnonzero(active_units(MEANS)).tolist() == [0, 2, 4]
    assert np.flatnonzero(active_units(MEANS, 0.1)).tolist() == [0, 4]
    assert unit_variance(MEANS) == pytest.approx(SPREAD**2, abs=0.1)


def test_total_collapse_is_an_answer():
    assert not active_units(np.full((10, 4), 0.3)).any()


def test_divergence_is_that_of_two_normals():
    log_variances = np.log(np.tile([0.25, 1.0, 1, 1, 1, 1], (2000, 1)))
    found = unit_kl(MEANS, log_variances)
    m2 = (MEANS**2).mean(axis=0)
    assert found[0] == pytest.approx(0.5 * (m2[0] + 0.25 - 1 - np.log(0.25)))
    assert found[1] == 0
    assert (found >= 0).all()


def test_broken_rows_are_left_out_and_none_left_is_said():
    broken = MEANS.copy()
    broken[0] = np.nan
    assert unit_variance(broken) == pytest.approx(unit_variance(MEANS[1:]))
    with pytest.raises(DataError, match="at least 2"):
        unit_variance(MEANS[:1])
    with pytest.raises(DataError, match=r"means are \(2000, 6\), log variances \(5, 6\)"):
        unit_kl(MEANS, np.zeros((5, 6)))
