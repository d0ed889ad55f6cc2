"""An edit is read back by encoding its picture."""

import numpy as np
import pytest
from hdvis_semantics.direction_service import fit_labels
from hdvis_semantics.traversal.facts import facts


def test_an_edit_that_survives_is_found_whole_and_one_that_is_lost_is_not():
    asked = np.array([2.0, 0, 0, 0, 0, 0])
    assert facts(np.zeros(6), asked, asked, None, set()).kept == pytest.approx(1)
    assert facts(np.zeros(6), np.zeros(6), asked, None, set()).kept == 0
    assert np.isnan(facts(np.zeros(6), asked, np.zeros(6), None, set()).kept)


def test_the_strongest_other_attribute_is_the_leak(world):
    directions = fit_labels(world.dataset, "vectors", None)
    moved = np.array([0, 2.0, 0, 0, 0, 0])
    found = facts(np.zeros(6), moved, moved, directions, {"hat"})
    assert found.leak == "smile"
    expected = directions.normals[1] @ moved / directions.deviations[1]
    assert found.leaked == pytest.approx(expected)
    assert facts(np.zeros(6), moved, moved, directions, {"smile"}).leak != "smile"
