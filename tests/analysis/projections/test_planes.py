"""How far apart planes are, and where their views are put."""

import numpy as np
import pytest
from scipy.linalg import subspace_angles
from scipy.spatial.distance import cdist

from hdvis.analysis.projections import (
    axis_plane,
    orthonormal,
    principal_planes,
    random_plane,
    subspace_distance,
    view_map,
)
from hdvis.analysis.projections.planes import distances, near_views
from hdvis.errors import DataError


def test_the_same_plane_in_another_basis_is_no_distance_away(rng):
    plane = random_plane(8, rng)
    angle = 0.7
    turned = plane @ np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    assert subspace_distance(plane, turned) == pytest.approx(0, abs=1e-7)
    assert subspace_distance(plane, plane[:, ::-1]) == pytest.approx(0, abs=1e-7)


def test_it_is_the_length_of_the_sines_of_the_angles(rng):
    first, second = random_plane(8, rng), random_plane(8, rng)
    sines = np.sin(subspace_angles(first, second))
    assert subspace_distance(first, second) == pytest.approx(np.linalg.norm(sines))
    assert subspace_distance(axis_plane(4, 0, 1), axis_plane(4, 2, 3)) == pytest.approx(2**0.5)
    assert subspace_distance(axis_plane(4, 0, 1), axis_plane(4, 1, 3)) == pytest.approx(1)


def test_views_are_put_where_their_distances_say(rng):
    places = rng.normal(size=(7, 2))
    apart = cdist(places, places)
    found = view_map(apart)
    assert cdist(found, found) == pytest.approx(apart)
    assert view_map(np.zeros((1, 1))).tolist() == [[0, 0]]
    assert np.isfinite(view_map(np.zeros((4, 4)))).all()


def test_each_view_is_tied_to_its_nearest(rng):
    apart = distances([axis_plane(6, 0, 1), axis_plane(6, 0, 2), axis_plane(6, 4, 5)])
    assert (0, 1) in near_views(apart, 1)
    assert near_views(np.zeros((1, 1))) == []


def test_principal_planes_hold_the_most_variance(rng):
    vectors = rng.normal(size=(500, 6)) * [1, 9, 2, 7, 3, 1]
    first = principal_planes(vectors)[0]
    assert np.abs(first[[1, 3]]).sum() > 1.9
    assert len(principal_planes(vectors[:, :2])) == 1


@pytest.mark.parametrize(
    ("frame", "says"),
    [
        (np.ones((3, 2)), "parallel"),
        (np.eye(3)[:, :1], "expected \\(dims, 2\\)"),
        (np.array([[1, 0], [0, 0.0]]), "column of zeros"),
        (np.full((3, 2), np.nan), "not finite"),
    ],
)
def test_frames_that_span_no_plane_are_named(frame, says):
    with pytest.raises(DataError, match=says):
        orthonormal(frame)
