"""Density by neighbours orders rows as the true density does."""

import numpy as np
import pytest

from hdvis.analysis.density import log_density


def test_density_orders_rows_as_the_distribution_does():
    x = np.random.default_rng(0).standard_normal((3000, 2))
    assert np.corrcoef(log_density(x), -0.5 * (x**2).sum(1))[0, 1] > 0.9


def test_twice_as_far_apart_is_d_log_two_less_dense():
    x = np.random.default_rng(0).random((200, 3))
    assert log_density(2 * x) - log_density(x) == pytest.approx(
        np.full(200, -3 * np.log(2)), abs=1e-5
    )


def test_copies_and_broken_rows_have_an_answer():
    assert np.isfinite(log_density(np.ones((40, 2)))).all()
    x = np.random.default_rng(0).random((60, 2))
    x[4] = np.nan
    assert np.flatnonzero(np.isnan(log_density(x))).tolist() == [4]
