"""Maps between spaces find the map that was planted, and say how much they explain."""

import numpy as np
import pytest

from hdvis.analysis.comparison import affine_stitch, direction_agreement, procrustes
from hdvis.errors import DataError

rng = np.random.default_rng(0)
Z = rng.standard_normal((400, 5))
ROTATION = np.linalg.qr(rng.standard_normal((5, 5)))[0]


def test_procrustes_finds_the_rotation_and_carries_latents_and_directions():
    there = 3 * Z @ ROTATION + np.arange(5)
    found = procrustes(Z, there)
    assert found.rotation == pytest.approx(ROTATION, abs=1e-4)
    assert found.scale == pytest.approx(3, abs=1e-4)
    assert found.distance == pytest.approx(0, abs=1e-5)
    assert found.apply(Z) == pytest.approx(there, abs=1e-3)
    step = np.ones((1, 5))
    assert found.directions(step) == pytest.approx(found.apply(Z[:1] + step) - found.apply(Z[:1]))


def test_procrustes_between_widths_keeps_the_common_part():
    found = procrustes(Z, Z[:, :2])
    assert found.rotation.shape == (5, 2)
    assert found.rotation.T @ found.rotation == pytest.approx(np.eye(2), abs=1e-5)


def test_a_stitch_explains_an_affine_copy_and_nothing_of_the_unrelated():
    A = rng.standard_normal((5, 3))
    stitch = affine_stitch(Z, Z @ A + 7)
    assert stitch.r2 == pytest.approx(1)
    assert stitch.rows == 200
    assert stitch.apply(Z) == pytest.approx(Z @ A + 7)
    assert stitch.directions(Z[:1]) == pytest.approx(Z[:1] @ A)
    assert affine_stitch(Z, rng.standard_normal((400, 3))).r2 < 0.02


def test_a_stitch_is_judged_on_rows_it_did_not_see():
    few, noise = Z[:12], rng.standard_normal((12, 4))
    assert affine_stitch(few, noise).r2 < 0  # six rows fit anything


def test_a_stitch_leaves_broken_rows_out_and_says_when_none_are_left():
    broken = Z.copy()
    broken[:10] = np.nan
    assert affine_stitch(broken, Z).r2 == pytest.approx(1)
    with pytest.raises(DataError, match="at least 2 of each"):
        affine_stitch(Z[:3], Z[:3])
    assert np.isnan(affine_stitch(Z, np.zeros((400, 2))).r2)


def test_directions_of_a_turned_space_agree_wholly():
    D = rng.standard_normal((12, 5))
    found = direction_agreement(D, 2 * D @ ROTATION)
    assert found.spearman == pytest.approx(1)
    assert found.difference == pytest.approx(0, abs=1e-12)
    assert found.p == pytest.approx(0.001)


def test_unrelated_directions_do_not():
    found = direction_agreement(rng.standard_normal((12, 5)), rng.standard_normal((12, 9)))
    assert abs(found.spearman) < 0.4
    assert found.p > 0.01


def test_directions_that_cannot_be_compared_are_refused():
    with pytest.raises(DataError, match="at least 3"):
        direction_agreement(np.eye(2), np.eye(2))
    with pytest.raises(DataError, match="no length"):
        direction_agreement(np.eye(3), np.zeros((3, 3)))
