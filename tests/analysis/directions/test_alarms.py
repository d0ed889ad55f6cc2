"""Alarms about directions are as seldom wrong as they say, in few dimensions and in many.

`tests/benchmarks/alarms.py` counts a thousand cases of each; here are as many as seconds allow,
held to what a rate of 5 % could give by luck once in a thousand runs.
"""

import numpy as np
import pytest
from analysis.alarms import DIMENSIONS, judged, rates
from scipy.stats import binom

from hdvis.analysis.directions.chance import ANY, CHANCE, LEVEL, p_value, permuted_areas
from hdvis.analysis.directions.scores import auc
from hdvis.analysis.directions.validation import Panel, validate_directions

TRIALS = 40


@pytest.mark.parametrize("d", DIMENSIONS)
def test_no_alarm_is_false_or_missed_more_often_than_one_in_twenty(d):
    most = binom.ppf(0.999, TRIALS, 0.05) / TRIALS
    wrong = rates(d, TRIALS)
    assert wrong.pop("far") == 0
    assert {name: rate for name, rate in wrong.items() if rate > most} == {}


def test_a_plane_with_a_clear_line_is_no_chance_though_permuted_fits_often_hit_it():
    # Fits to permuted labels, scored on the true ones, would come as far: any line cuts a plane.
    draw = np.random.default_rng(3)
    z = draw.standard_normal((1000, 2))
    z[:120] += [5, 0]
    labels = np.arange(1000) < 120
    (found,) = validate_directions(z, labels, panel=Panel(rows=3000, random=100, permutations=10))
    assert found.scores.auc > 0.97
    assert found.meaningful
    assert found.permuted_p < 0.01
    assert found.permuted_auc == pytest.approx(0.5, abs=0.03)


def test_that_any_direction_separates_is_said_beside_the_verdict_and_is_no_warning():
    (found,) = judged("everywhere", 10, 1)
    assert found.meaningful
    assert found.reason == ""
    assert found.finding.startswith(ANY)
    (elsewhere,) = judged("separated", 10, 1)
    assert elsewhere.meaningful
    assert elsewhere.finding == ""


def test_chance_says_its_interval_and_how_often_permuted_labels_do_as_well():
    found = next(each for each in judged("chance", 3, 9) if not each.meaningful)
    low, high = found.scores.auc_interval
    assert found.reason.startswith(f"{CHANCE}: AUC {found.scores.auc:.2f} ({low:.2f}–{high:.2f})")
    assert f"permuted labels do as well in {100 * found.permuted_p:.0f} %" in found.reason
    assert found.permuted_p > LEVEL


def test_areas_of_permuted_labels_are_those_of_the_definition():
    draw = np.random.default_rng(0)
    distances, truth = draw.standard_normal((40, 3)), draw.random(40) < 0.4
    made = permuted_areas(distances, truth, np.random.default_rng(5))
    again = np.random.default_rng(5)
    each = len(made) // 3
    want = [
        auc(distances[:, i], shuffled)
        for i in range(3)
        for shuffled in again.permuted(np.tile(truth, (each, 1)), axis=1)
    ]
    np.testing.assert_allclose(made, want)
    assert p_value(0.7, made) == (1 + np.sum(made >= 0.7)) / (1 + len(made))
