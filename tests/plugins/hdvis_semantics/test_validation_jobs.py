"""Directions are judged quickly, then thoroughly, and the thorough answer stays."""

from types import SimpleNamespace

import numpy as np
import pytest
from hdvis_semantics.validation_jobs import PANEL, QUICK, judged, judged_rows, put

from hdvis.analysis import fit_directions


def test_a_quick_answer_that_comes_late_does_not_replace_the_thorough_one(world):
    state = SimpleNamespace(dataset=world.dataset, validations=None)
    quick, full = (judged(world.dataset, "vectors", "ridge", panel) for panel in (QUICK, PANEL))
    put(state, world.dataset, quick)
    assert np.isnan(state.validations["hat"].stability)
    put(state, world.dataset, full)
    put(state, world.dataset, quick)
    assert state.validations["hat"] == full["hat"]
    put(state, world.dataset.refreshed(), {})
    assert state.validations["hat"] == full["hat"]


def test_another_method_replaces_what_is_known_and_hand_made_ones_stay(world):
    state = SimpleNamespace(dataset=world.dataset, validations={"mine": None})
    put(state, world.dataset, judged(world.dataset, "vectors", "ridge"))
    put(state, world.dataset, judged(world.dataset, "vectors", "class means"))
    assert state.validations["hat"].method == "class means"
    assert "mine" in state.validations


def test_a_random_label_is_not_called_meaningful_and_a_planted_one_is(world):
    found = judged(world.dataset, "vectors", "ridge")
    assert found["hat"].meaningful
    assert found["hat"].scores.auc > 0.95
    assert not found["noise"].meaningful
    assert "chance" in found["noise"].reason


def test_conditional_directions_are_judged_without_what_was_taken_out(world):
    plain = judged(world.dataset, "vectors", "ridge")
    given = judged(world.dataset, "vectors", "ridge", on=("hat",))
    assert given["hat"] == plain["hat"]
    assert given["smile"].method == "ridge given hat"
    # Of (0.6, 0.8) only 0.8 is left. Its AUC is the orthant probability of three Gaussians.
    expected = 0.5 + 2 / np.pi * np.arcsin(0.8 / np.sqrt(2))
    low, high = given["smile"].scores.auc_interval
    assert low - 0.02 < expected < high + 0.02
    assert given["smile"].scores.auc < plain["smile"].scores.auc


@pytest.mark.parametrize(("mask", "meaningful"), [("bright", True), ("drawn", False)])
def test_a_direction_made_from_rows_is_judged_by_those_rows(world, mask, meaningful):
    masks = {
        "bright": world.latents[:, 1] > 0.5,
        "drawn": np.random.default_rng(3).random(400) > 0.7,
    }
    made = fit_directions(world.latents, masks[mask], [mask], "contrast")
    found = judged_rows(made, world.latents, masks[mask])[mask]
    assert found.meaningful == meaningful
    assert found.method == "contrast"
