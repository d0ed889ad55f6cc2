"""An edit moves a latent as far as its scale says, in the layers it names."""

import numpy as np
import pytest

from hdvis.errors import ModelError
from hdvis.models import Edit, EditStack
from hdvis.models.edits import strip

D = np.array([3.0, 0.0, 4.0])
UNIT = D / 5
Z = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 0.5]])


@pytest.mark.parametrize(
    ("scale", "moved"),
    [("raw", 2 * D), ("unit", 2 * UNIT), ("std", 2 * 0.7 * UNIT)],
)
def test_strength_counts_what_the_scale_says(scale, moved):
    edit = Edit(D, 2.0, scale, sigma=0.7)
    np.testing.assert_allclose(edit.apply(Z), Z + moved, atol=1e-6)
    np.testing.assert_allclose(edit.displacement(Z), np.tile(moved, (2, 1)))
    np.testing.assert_allclose(edit.sigmas(Z), np.full(2, np.linalg.norm(moved) / 0.7))


def test_a_boundary_edit_ends_at_its_signed_distance():
    edit = Edit(D, -1.5, "boundary", intercept=10.0)
    moved = edit.apply(Z).astype(float)
    np.testing.assert_allclose((moved @ D + 10.0) / 5, [-1.5, -1.5], atol=1e-5)
    beside = moved - np.outer(moved @ UNIT, UNIT)
    np.testing.assert_allclose(beside, Z - np.outer(Z @ UNIT, UNIT), atol=1e-5)


def test_setting_replaces_the_component_and_nothing_else():
    moved = Edit(D, 2.0, "std", mode="set", sigma=0.5).apply(Z)
    np.testing.assert_allclose(moved @ UNIT, [1.0, 1.0], atol=1e-6)
    np.testing.assert_allclose(moved[:, 1], Z[:, 1])


def test_sigma_is_measured_along_the_direction(rng):
    data = rng.standard_normal((5000, 3)) * [1.0, 5.0, 2.0]
    assert Edit(D).measured(data).sigma == pytest.approx((data @ UNIT).std())
    assert Edit([0, 1, 0]).measured(np.ones((4, 3))).sigma == 1.0


def test_a_direction_is_broadcast_over_the_layers_or_masked_by_them(rng):
    w = rng.standard_normal((2, 4, 3))
    everywhere = Edit(D, 1.0, "unit").displacement(w)
    np.testing.assert_allclose(everywhere, np.broadcast_to(UNIT, (2, 4, 3)))
    some = Edit(D, 1.0, "unit", layers=(0, 2)).displacement(w)
    np.testing.assert_allclose(some[:, [0, 2]], np.broadcast_to(UNIT, (2, 2, 3)))
    assert (some[:, [1, 3]] == 0).all()
    each = rng.standard_normal((4, 3))
    masked = Edit(each, 1.0, "raw", layers=(1,)).displacement(w)
    np.testing.assert_allclose(masked[:, 1], np.tile(each[1], (2, 1)))
    assert (masked[:, [0, 2, 3]] == 0).all()


def test_a_layered_boundary_is_reached_by_the_mean_of_the_chosen_layers(rng):
    w = rng.standard_normal((2, 4, 3))
    moved = Edit(D, 0.25, "boundary", layers=(1, 2)).apply(w)
    np.testing.assert_allclose(moved[:, 1:3].mean(axis=1) @ UNIT, [0.25, 0.25], atol=1e-5)


def test_in_a_stack_the_order_of_additions_does_not_matter():
    first, second = Edit(D, 1.0, "unit", name="glasses"), Edit([0, 2, 0], 1.0, "raw", name="hat")
    for edits in ((first, second), (second, first)):
        found = EditStack(edits).apply(Z)
        np.testing.assert_allclose(found, Z + UNIT + [0, 2, 0], atol=1e-6)
    np.testing.assert_array_equal(EditStack().apply(Z), np.float32(Z))


def test_a_strip_holds_one_latent_at_each_strength():
    edit = Edit(D, scale="unit")
    found = strip(Z[0], edit, [-1, 0, 2])
    np.testing.assert_allclose(found, [Z[0] - UNIT, Z[0], Z[0] + 2 * UNIT], atol=1e-6)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Edit(np.zeros(3)), "zero or non-finite direction"),
        (lambda: Edit([1, np.nan]), "zero or non-finite direction"),
        (lambda: Edit(D, np.inf), "expected a finite number"),
        (lambda: Edit(D, 1, layers=()), "expected numbers from 0 on"),
        (lambda: Edit(D, 1, layers=(-1,)), "expected numbers from 0 on"),
        (lambda: Edit(D, 1).apply(np.zeros((2, 5))), r"direction \(3,\) for latents \(5,\)"),
        (lambda: Edit(D, 1, "boundary").apply(np.zeros((2, 5))), "Fit it in this space"),
        (lambda: Edit(np.ones((4, 3)), 1, "boundary").apply(Z), "Fit it in this space"),
        (lambda: Edit(D, 1, layers=(0,)).apply(Z), "expected layers that they have"),
        (lambda: Edit(D, 1, layers=(9,)).apply(np.zeros((1, 4, 3))), "layers that they have"),
    ],
)
def test_an_edit_that_cannot_be_made_says_why(make, words):
    with pytest.raises(ModelError, match=words):
        make()
