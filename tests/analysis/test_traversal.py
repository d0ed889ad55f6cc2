"""Paths and lattices pass where they should."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from hdvis.analysis import film, inverse_normal_grid, lattice, lerp, slerp
from hdvis.errors import DataError

A, B = np.array([2.0, 0.0, 0.0]), np.array([0.0, 4.0, 0.0])


def test_lerp_is_a_straight_line_with_its_ends():
    np.testing.assert_allclose(lerp(A, B, 3), [A, (A + B) / 2, B])


def test_slerp_turns_evenly_and_carries_the_length_over():
    path = slerp(A, B, 5).astype(float)
    lengths = np.linalg.norm(path, axis=1)
    np.testing.assert_allclose(lengths, np.linspace(2, 4, 5), rtol=1e-6)
    angles = np.arctan2(path[:, 1], path[:, 0])
    np.testing.assert_allclose(angles, np.linspace(0, np.pi / 2, 5), atol=1e-6)


@pytest.mark.parametrize("end", [3 * A, -A, 0 * A])
def test_ends_without_a_circle_are_joined_straight(end):
    np.testing.assert_allclose(slerp(A, end, 4), lerp(A, end, 4), atol=1e-6)


@given(st.integers(1, 6), st.integers(0, 30), st.integers(0, 10_000))
def test_a_film_has_its_frames_and_shows_every_stop(stops, spare, seed):
    points = list(np.random.default_rng(seed).standard_normal((stops, 3)).astype(np.float32))
    frames = film(points, stops + spare)
    assert frames.shape == (stops + spare, 3)
    for point in points:
        assert np.abs(frames - point).max(axis=1).min() < 1e-5


def test_longer_legs_get_more_frames():
    points = [np.array([0.0, 0]), np.array([1.0, 0]), np.array([10.0, 0])]
    frames = film(points, 21, path=lerp)
    assert (frames[:, 0] <= 1.0).sum() == pytest.approx(3, abs=1)


def test_a_lattice_is_a_plane_seen_in_rows_and_columns():
    plane = lattice(A, [0, 1, 0], [0, 0, 1], extent=2, steps=5)
    assert plane.shape == (5, 5, 3)
    np.testing.assert_allclose(plane[2, 2], A)
    np.testing.assert_allclose(plane[0, 4], [2, 2, -2])
    np.testing.assert_allclose(plane[4, 0], [2, -2, 2])


def test_the_inverse_normal_grid_is_that_of_the_tutorial():
    grid = inverse_normal_grid()
    assert grid.shape == (20, 20, 2)
    quantiles = norm.ppf(np.linspace(0.05, 0.95, 20))
    np.testing.assert_allclose(grid[3, :, 0], quantiles, rtol=1e-6)
    np.testing.assert_allclose(grid[:, 3, 1], quantiles, rtol=1e-6)


def test_paths_keep_the_precision_of_their_ends():
    narrow = [A.astype(np.float32), B.astype(np.float32)]
    assert slerp(*narrow, 3).dtype == lerp(*narrow, 3).dtype == film(narrow, 3).dtype == np.float32
    assert slerp(A, B, 3).dtype == film([A, B], 3).dtype == np.float64
    assert lerp([0, 0], [1, 2], 3).tolist() == [[0, 0], [0.5, 1], [1, 2]]


def test_layered_latents_turn_as_one_vector():
    layers = np.random.default_rng(0).standard_normal((2, 3, 4))
    path = slerp(layers[0], layers[1], 5)
    flat = slerp(layers[0].ravel(), layers[1].ravel(), 5)
    np.testing.assert_allclose(path.reshape(5, -1), flat)


@pytest.mark.parametrize(("end", "steps", "says"), [(A[:2], 3, "one shape"), (B, 1, "at least 2")])
def test_ends_of_two_spaces_and_paths_without_ends_are_refused(end, steps, says):
    with pytest.raises(DataError, match=says):
        lerp(A, end, steps)
