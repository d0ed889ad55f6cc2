"""Statistics from one-byte codes agree with numpy on the values they came from."""

import numpy as np
import pytest

from hdvis.accel.statistics import (
    AxisStatistics,
    axis_histograms,
    correlations,
    histograms_by_axis,
    separation,
    statistics,
)


def sample(n=4000, d=3, seed=0):
    values = np.random.default_rng(seed).beta(2, 5, (n, d))
    codes = np.minimum(values * 255, 254).astype(np.uint8)
    codes[::9, 1] = 255
    values[::9, 1] = np.nan
    return values, codes


@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
def test_histograms_count_codes_and_missing_values(share):
    _, codes = sample()
    rows = np.flatnonzero(np.random.default_rng(1).random(len(codes)) < share)
    expected = [np.bincount(codes[rows, axis], minlength=256) for axis in range(3)]
    assert np.array_equal(axis_histograms(codes, rows), expected)


def test_axis_major_histograms_are_the_same():
    _, codes = sample()
    assert np.array_equal(histograms_by_axis(list(codes.T)), axis_histograms(codes))


def test_mean_variance_and_quantiles_are_those_of_the_values():
    values, codes = sample()
    mask = np.random.default_rng(2).random(len(codes)) < 0.3
    found = statistics(codes, mask)
    assert np.array_equal(found.count, np.isfinite(values[mask]).sum(axis=0))
    assert np.allclose(found.mean, np.nanmean(values[mask], axis=0), atol=1 / 510)
    assert np.allclose(found.variance, np.nanvar(values[mask], axis=0), atol=1e-3)
    expected = np.nanquantile(values[mask], [0.05, 0.25, 0.5, 0.95], axis=0).T
    assert np.allclose(found.quantiles([0.05, 0.25, 0.5, 0.95]), expected, atol=2 / 255)


def test_a_coarser_histogram_keeps_every_row():
    _, codes = sample()
    coarse = statistics(codes).histogram(20)
    expected = [np.bincount(c[c < 255].astype(int) * 20 // 255, minlength=20) for c in codes.T]
    assert np.array_equal(coarse, expected)


def test_an_empty_selection_has_no_statistics():
    _, codes = sample()
    found = statistics(codes, np.zeros(len(codes), bool))
    assert np.isnan(found.mean).all()
    assert np.isnan(found.quantiles([0.5])).all()


def test_a_constant_axis_has_its_quantiles_within_one_step():
    found = statistics(np.full((10, 1), 100, np.uint8))
    assert np.all(np.abs(found.quantiles([0, 0.5, 1]) - 100.5 / 255) <= 0.5 / 255 + 1e-12)
    assert isinstance(found, AxisStatistics)


def test_separation_is_cohens_d():
    rng = np.random.default_rng(3)
    values = rng.normal(0.4, 0.1, (5000, 2))
    mask = rng.random(5000) < 0.2
    values[mask, 0] += 0.15
    codes = np.clip(values * 255, 0, 254).astype(np.uint8)
    a, b = values[mask], values[~mask]
    pooled = np.sqrt(
        ((len(a) - 1) * a.var(axis=0, ddof=1) + (len(b) - 1) * b.var(axis=0, ddof=1)) / 4998
    )
    expected = (a.mean(axis=0) - b.mean(axis=0)) / pooled
    assert np.allclose(separation(codes, mask), expected, atol=0.03)
    assert np.allclose(separation(codes, mask, statistics(codes)), separation(codes, mask))


def test_nothing_and_everything_selected_separate_nothing():
    _, codes = sample()
    for mask in (np.zeros(len(codes), bool), np.ones(len(codes), bool)):
        assert not separation(codes, mask).any()


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
