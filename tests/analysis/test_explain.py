"""What sets a selection apart is ranked by Cohen's d and the AUC, as scipy has them."""

import numpy as np
import pytest
from analysis.planted import planted
from scipy.stats import mannwhitneyu, ttest_ind

from hdvis.analysis import fit_directions
from hdvis.analysis.effects import Sums, cohens_d, everything
from hdvis.analysis.explain import explain_dimensions, explain_directions
from hdvis.errors import DataError

Z, Y, _ = planted()
RNG = np.random.default_rng(0)
MASK = RNG.random(2000) < 0.1


def test_effects_and_areas_are_those_of_scipy_with_missing_and_tied_values():
    columns = np.column_stack([Z[:, 0], Z[:, 1] + MASK, np.round(Z[:, 0] - 0.5 * MASK)])
    columns[::7, 1] = np.nan
    found = explain_dimensions(MASK, columns, ["plain", "moved", "steps"])
    assert set(found.names[:2]) == {"moved", "steps"}
    for name, effect, area in zip(found.names, found.effects, found.areas, strict=True):
        column = columns[:, ["plain", "moved", "steps"].index(name)]
        sides = [side[np.isfinite(side)] for side in (column[MASK], column[~MASK])]
        n, m = map(len, sides)
        exact = ttest_ind(*sides).statistic * np.sqrt(1 / n + 1 / m)
        np.testing.assert_allclose(effect, exact, rtol=1e-6)
        np.testing.assert_allclose(area, mannwhitneyu(*sides).statistic / (n * m))


def test_the_direction_of_the_selection_ranks_first():
    directions = fit_directions(Z, Y, "abcd")
    found = explain_directions(Y[:, 2], Z, directions)
    assert found.names[0] == "c"
    assert found.areas[0] > 0.85
    assert (np.diff(abs(found.effects)) <= 0).all()


def test_a_large_table_is_sampled_for_the_area_only():
    many = np.tile(Z[:, :2], (30, 1))
    few = np.tile(Y[:, 0], 30)
    found = explain_dimensions(few, many, "ab")
    whole = everything(many)
    exact = cohens_d(Sums.of(many, whole.shift, np.flatnonzero(few)), whole)
    np.testing.assert_allclose(np.sort(found.effects), np.sort(exact))
    side = [many[few, "ab".index(found.names[0])], many[~few, "ab".index(found.names[0])]]
    area = mannwhitneyu(*side).statistic / (few.sum() * (~few).sum())
    assert found.areas[0] == pytest.approx(area, abs=0.02)


def test_constant_columns_come_last_and_perfect_ones_first():
    columns = np.column_stack([np.full(2000, 0.1), Z[:, 0], MASK.astype(float)])
    found = explain_dimensions(MASK, columns.astype(np.float32), ["flat", "z", "itself"])
    assert found.names == ("itself", "z", "flat")
    assert np.isinf(found.effects[0])
    assert found.areas[0] == 1
    assert np.isnan([found.effects[2], found.areas[2]]).all()


@pytest.mark.parametrize(
    ("mask", "says"),
    [
        (np.ones(2000, bool), "every row is selected"),
        (np.zeros(2000, bool), "no row is selected"),
        (np.arange(5), "expected a bool per row"),
    ],
)
def test_a_selection_without_two_sides_is_refused(mask, says):
    with pytest.raises(DataError, match=says):
        explain_dimensions(mask, Z, [str(i) for i in range(12)])
