"""Conditional directions are orthogonal to machine precision, or refused."""

import numpy as np
import pytest
from analysis.planted import planted
from hypothesis import given
from hypothesis import strategies as st

from hdvis.analysis import Directions, fit_directions
from hdvis.analysis.directions.conditional import project_away
from hdvis.errors import DataError

Z, Y, _ = planted()


@given(st.integers(0, 9999), st.integers(1, 5), st.floats(1e-5, 1.0))
def test_what_is_left_is_orthogonal_to_every_condition(seed, count, share):
    rng = np.random.default_rng(seed)
    conditions = rng.standard_normal((count, 8))
    inside = rng.standard_normal((3, count)) @ conditions
    inside /= np.linalg.norm(inside, axis=1, keepdims=True)
    outside = rng.standard_normal((3, 8))
    outside -= outside @ np.linalg.pinv(conditions) @ conditions
    outside /= np.linalg.norm(outside, axis=1, keepdims=True)
    normals = np.sqrt(1 - share**2) * inside + share * outside
    left, sizes = project_away(normals, conditions)
    units = conditions / np.linalg.norm(conditions, axis=1, keepdims=True)
    assert abs(left @ units.T).max() < 1e-14 * np.linalg.cond(units)
    np.testing.assert_allclose(np.linalg.norm(left, axis=1), 1)
    np.testing.assert_allclose(sizes, share, rtol=1e-6)
    np.testing.assert_allclose((left * outside).sum(axis=1), 1, atol=1e-9)


def test_conditioned_directions_keep_their_length_and_their_plane_off_the_conditions():
    made = fit_directions(Z, Y, "abcd")
    left = made.conditional(["c", "d"])
    assert left.names == ("a", "b")
    np.testing.assert_allclose(left.lengths, made.lengths[:2])
    assert abs(left.normals @ made.normals[2:].T).max() < 1e-15
    basis = np.linalg.svd(made.normals[2:], full_matrices=False)[2]
    inside = Z - (Z @ basis.T) @ basis
    same_side = np.sign(left.distances(inside)) == np.sign(made.distances(inside)[:, :2])
    assert same_side.all()
    assert np.isnan(left.deviations).all()
    np.testing.assert_allclose(left.measured(Z).deviations, (Z @ left.normals.T).std(axis=0))


def test_conditions_given_twice_count_once():
    made = fit_directions(Z, Y, "abcd").append(fit_directions(Z, Y[:, 1], ["b again"]))
    once, twice = made.conditional("b"), made.conditional(["b", "b again"])
    np.testing.assert_allclose(twice.normals, once.select(twice.names).normals, atol=1e-12)


def test_a_direction_in_the_span_is_refused_alone_and_marked_among_others():
    rows = [[1, 0, 0, 0], [0, 1, 0, 0], [0.6, 0.8, 0, 1e-8], [0, 1, 1, 0]]
    made = Directions.from_vectors("abcd", rows)
    with pytest.raises(DataError, match=r"c lies in the span of a, b .* Leave one"):
        made.select("abc").conditional(["a", "b"])
    left = made.conditional(["a", "b"])
    assert left.reasons == ("in the span of a, b", "")
    assert not left.defined[0]
    np.testing.assert_allclose(left.normals[1], [0, 0, 1, 0], atol=1e-15)


def test_undefined_conditions_and_nothing_left_are_refused():
    made = Directions.from_vectors("ab", [[0, 0], [1, 0]])
    with pytest.raises(DataError, match="undefined"):
        made.conditional("a")
    with pytest.raises(DataError, match="every direction is a condition"):
        made.select("b").conditional("b")
