"""A planted direction is called meaningful, chance is not, and what cannot be judged says why."""

import numpy as np
import pytest
from analysis.planted import cosines, planted

from hdvis.analysis import fit_directions
from hdvis.analysis.directions.chance import CHANCE
from hdvis.analysis.directions.estimators.random import random_units
from hdvis.analysis.directions.scores import score
from hdvis.analysis.directions.splits import held_out
from hdvis.analysis.directions.validation import Panel, judge_direction, validate_directions

RNG = np.random.default_rng(0)
Z, Y, TRUTH = planted(1500)
COINS = RNG.random(1500) < 0.3
PANEL = Panel(permutations=10, resamples=6)


@pytest.fixture(scope="module")
def panel():
    labels = {"planted": Y[:, 2], "coins": COINS}
    return dict(zip(labels, validate_directions(Z, labels, panel=PANEL), strict=True))


def test_a_planted_direction_is_meaningful_by_every_measure(panel):
    found = panel["planted"]
    assert found.meaningful
    assert found.reason == ""
    assert found.finding == ""
    assert found.random.percentile > 95
    assert found.permuted_p == 1 / 1001
    assert found.stability > 0.95
    assert found.scores.auc_interval[0] > 0.8


def test_held_out_scores_are_those_of_the_split(panel):
    found = panel["planted"]
    test = held_out(Y[:, 2])
    fitted = fit_directions(Z[~test], Y[~test, 2])
    assert found.scores == score(fitted.distances(Z[test])[:, 0], Y[test, 2])
    assert found.scores.rows == test.sum()
    assert found.scores.prevalence == pytest.approx(Y[:, 2].mean(), abs=0.01)
    assert (found.rows, found.prevalence) == (1500, Y[:, 2].mean())
    assert found.fold_mean == pytest.approx(found.scores.balanced_accuracy, abs=0.06)
    assert 0 < found.fold_sd < 0.05


def test_labels_of_chance_are_not_meaningful_and_say_so(panel):
    found = panel["coins"]
    assert not found.meaningful
    assert found.reason.startswith(CHANCE)
    assert found.stability < panel["planted"].stability


def test_permuted_labels_fall_to_chance(panel):
    assert panel["planted"].permuted_auc == pytest.approx(0.5, abs=0.06)


def test_chance_is_hardly_ever_called_meaningful():
    labels = np.random.default_rng(1).random((1500, 20)) < 0.3
    quick = Panel(random=50, permutations=10, resamples=0, folds=0)
    assert sum(found.meaningful for found in validate_directions(Z, labels, panel=quick)) <= 1


def test_a_direction_not_fitted_to_the_labels_is_judged_as_it_is():
    z = RNG.standard_normal((1000, 64))
    truth = random_units(1, 64)
    labels = z @ truth[0] > 0
    made = fit_directions(z, labels, ["planted"]).append(
        fit_directions(z, method="random", count=5, seed=3)
    )
    planted_one = judge_direction(made, "planted", z, labels)
    assert planted_one.meaningful
    assert cosines(made.normals[:1], truth)[0] > 0.95
    # A slanted direction may beat one half on many rows; it must not beat other random ones.
    judged = [judge_direction(made, f"random {i}", z, labels) for i in range(1, 6)]
    assert planted_one.random.percentile == 100
    assert all(found.random.percentile < 99 for found in judged)


def test_in_two_dimensions_a_direction_that_random_ones_nearly_hit_is_meaningful():
    z = RNG.standard_normal((2000, 2))
    slope = z @ [0.6, 0.8] + 0.3 * RNG.standard_normal(2000) > 0
    found, chance = validate_directions(
        z, {"slope": slope, "coins": RNG.random(2000) < 0.3}, panel=PANEL
    )
    assert found.scores.auc > 0.95
    assert found.random.percentile < 100
    assert found.meaningful, found.reason
    assert not chance.meaningful


def test_a_rare_class_is_judged_by_more_rows():
    z = RNG.standard_normal((20_000, 8))
    rare = z[:, 0] + 0.3 * RNG.standard_normal(20_000) > 2.8
    panel = Panel(rows=1000, folds=0, resamples=0, permutations=5)
    seldom, common = validate_directions(z, {"rare": rare, "half": z[:, 1] > 0}, panel=panel)
    assert common.scores.rows == 200
    assert 1000 < seldom.scores.rows < 2100
    assert seldom.scores.tp + seldom.scores.fn >= 5


def test_what_cannot_be_judged_says_why_and_the_rest_go_on():
    few = np.zeros(1500)
    few[:3] = 1
    single = np.zeros(1500)
    single[0] = 1
    labels = {
        "all": np.ones(1500), "single": single, "few": few, "none": np.full(1500, np.nan),
        "fine": Y[:, 3].astype(float),
    }  # fmt: skip
    found = dict(zip(labels, validate_directions(Z, labels, panel=PANEL), strict=True))
    assert found["all"].reason == "only one class"
    assert found["single"].reason == "one class has a single row"
    assert found["none"].reason == "no rows"
    assert "3 rows of one class are too few for 5 folds" in found["few"].reason
    assert np.isnan(found["few"].fold_mean)
    assert np.isfinite(found["few"].scores.auc)
    assert found["fine"].meaningful


def test_a_collapsed_model_is_judged_by_its_reason():
    (found,) = validate_directions(np.ones((100, 4)), Y[:100, 3], panel=PANEL)
    assert found.reason == "all latents are equal"
    assert np.isnan(found.scores.auc)


def test_groups_stay_on_one_side_even_when_that_leaves_one_class():
    people = np.where(Y[:, 3], 0, 1)
    (found,) = validate_directions(Z, Y[:, 3], panel=PANEL, groups=people)
    assert not found.meaningful
    assert "only one class" in found.reason


def test_the_same_seed_gives_the_same_panel():
    first, second = (validate_directions(Z, Y[:, 0], method="class means", panel=PANEL)[0]
                     for _ in range(2))  # fmt: skip
    assert first == second
    assert first.method == "class means"
