"""Handles are edits of known size."""

import numpy as np
import pytest
from hdvis_semantics.direction_service import fit_labels
from hdvis_semantics.traversal.axes import (
    Fair,
    axes_of,
    control_of,
    layers_of,
    resting,
    stack_of,
)

from hdvis.data import Dataset


@pytest.fixture
def axes(world):
    directions = fit_labels(world.dataset, "vectors", None)
    return axes_of(directions, world.dataset, "vectors", "both", [1, 2])


def test_directions_dimensions_and_controls_each_have_a_handle(axes):
    kinds = [axis.kind for axis in axes.values()]
    assert kinds == ["direction"] * 4 + ["dimension"] * 6 + ["random"] * 2


def test_without_directions_the_dimensions_have_handles(world):
    found = axes_of(None, world.dataset, "vectors", "directions", [])
    assert list(found) == ["x0", "x1", "x2", "x3", "x4", "x5"]


def test_a_strength_of_one_moves_one_standard_deviation(world, axes):
    start = np.zeros((1, 6), np.float32)
    moved = stack_of(axes, {"x2": 1.0}, "std", (6,)).apply(start)[0]
    np.testing.assert_allclose(moved, [0, 0, world.latents[:, 2].std(), 0, 0, 0], rtol=1e-5)


def test_raw_moves_as_far_as_the_fit_says_and_unit_moves_one(world, axes):
    directions = fit_labels(world.dataset, "vectors", None)
    start = np.zeros((1, 6), np.float32)
    raw = stack_of(axes, {"hat": 1.0}, "raw", (6,)).apply(start)[0]
    unit = stack_of(axes, {"hat": 1.0}, "unit", (6,)).apply(start)[0]
    np.testing.assert_allclose(raw, directions.raw[0], rtol=1e-5)
    assert np.linalg.norm(unit) == pytest.approx(1, rel=1e-5)


def test_boundary_moves_onto_the_hyperplane(world, axes):
    directions = fit_labels(world.dataset, "vectors", None)
    start = world.latents[:1]
    moved = stack_of(axes, {"hat": 0.0}, "boundary", (6,)).apply(start)
    assert directions.distances(moved)[0, 0] == pytest.approx(0, abs=1e-4)


def test_edits_stack_and_controls_are_no_part_of_them(axes):
    start = np.zeros((1, 6), np.float32)
    both = stack_of(axes, {"x0": 1.0, "x1": -2.0, "random 1": 3.0}, "unit", (6,)).apply(start)[0]
    np.testing.assert_allclose(both, [1, -2, 0, 0, 0, 0], atol=1e-6)


def test_the_control_is_as_long_as_the_edit_unless_it_is_dragged(axes):
    moved = np.array([3.0, 4.0, 0, 0, 0, 0])
    control = axes["random 1"]
    assert np.linalg.norm(control_of(control, moved, None, Fair("std"), (6,))) == pytest.approx(5)
    dragged = control_of(control, moved, 2.0, Fair("std"), (6,))
    assert np.linalg.norm(dragged) == pytest.approx(2 * control.deviation)


def test_a_raw_control_is_as_long_as_the_direction_it_is_compared_with(axes):
    length = np.linalg.norm(axes["hat"].vector)
    made = control_of(axes["random 1"], np.zeros(6), 3.0, Fair("raw", length=length), (6,))
    assert np.linalg.norm(made) == pytest.approx(3 * length)


def test_a_control_of_some_layers_leaves_the_others_alone(axes):
    moved = np.array([0, 0, 0, 0, 3.0, 4.0])
    made = control_of(axes["random 1"], moved, None, Fair("std", layers=(2,)), (3, 2))
    np.testing.assert_array_equal(made[:4], 0)
    assert np.linalg.norm(made) == pytest.approx(5)


def test_handles_rest_where_the_edit_and_the_hyperplanes_put_them(world, axes):
    start, moved = world.latents[0], np.array([3.0, 4.0, 0, 0, 0, 0])
    at = resting(axes, start, moved, Fair("std"))
    assert at == {
        name: pytest.approx(5 / axes[name].deviation) for name in ("random 1", "random 2")
    }
    directions = fit_labels(world.dataset, "vectors", None)
    far = resting(axes, start, np.zeros(6), Fair("boundary"))
    assert far["hat"] == pytest.approx(directions.distances(start[None])[0, 0], abs=1e-5)
    assert far["x1"] == pytest.approx(start[1] - world.latents[:, 1].mean(), abs=1e-5)


@pytest.mark.parametrize(
    ("text", "layers"),
    [("", None), ("0-2", (0, 1, 2)), ("0, 5", (0, 5)), ("3-3,3", (3,)), ("all", None), ("-", None)],
)
def test_layers_are_read_from_words(text, layers):
    assert layers_of(text) == layers


def test_a_deviation_is_gone_where_the_data_vary_not_along_a_collapsed_dimension(rng):
    z = rng.standard_normal((400, 4)).astype(np.float32)
    label = z[:, 0] + 0.3 * rng.standard_normal(400) > 0
    z[:, 3] = 0.01 * (z[:, 3] + label)
    dataset = Dataset.from_arrays(z, labels={"hat": label})
    directions = fit_labels(dataset, "vectors", None)
    assert abs(directions.normals[0, 3]) > 0.9
    found = axes_of(directions, dataset, "vectors", "directions", [])
    moved = stack_of(found, {"hat": 1.0}, "std", (4,)).apply(np.zeros((1, 4)))[0]
    assert moved @ directions.normals[0] == pytest.approx(directions.deviations[0], rel=1e-4)
    assert abs(moved[0]) > 20 * abs(moved[3])
