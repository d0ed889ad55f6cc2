"""A tour's frames are orthonormal, its ends exact and its way the shortest."""

import numpy as np
import pytest
from scipy.linalg import subspace_angles

from hdvis.analysis.projections import axis_plane, random_plane, tour
from hdvis.errors import DataError


def cases():
    draw = np.random.default_rng(3)
    for d in (3, 5, 20):
        yield random_plane(d, draw), random_plane(d, draw)
    yield axis_plane(5, 0, 1), axis_plane(5, 2, 3)
    yield axis_plane(5, 0, 1), axis_plane(5, 0, 3)
    yield axis_plane(5, 0, 1), axis_plane(5, 1, 0)
    yield axis_plane(5, 0, 1), axis_plane(5, 0, 1)
    yield axis_plane(4, 0, 1), -axis_plane(4, 0, 1)
    turned = axis_plane(6, 2, 4) @ np.array([[0.6, -0.8], [0.8, 0.6]])
    yield axis_plane(6, 2, 4), turned
    yield axis_plane(6, 2, 4), turned * [1, -1]
    near = axis_plane(6, 0, 1) + 1e-7 * draw.normal(size=(6, 2))
    yield axis_plane(6, 0, 1), np.linalg.qr(near)[0] * np.sign(np.diag(np.linalg.qr(near)[1]))


CASES = list(cases())


@pytest.mark.parametrize("case", range(len(CASES)))
def test_every_frame_is_orthonormal_and_the_ends_are_exact(case):
    start, target = CASES[case]
    way = tour(start, target)
    for t in np.linspace(0, 1, 21):
        frame = way.frame(t)
        assert frame.T @ frame == pytest.approx(np.eye(2), abs=1e-6)
    assert way.frame(0) == pytest.approx(start, abs=1e-6)
    assert way.frame(1) == pytest.approx(target, abs=1e-6)


def test_the_way_between_planes_is_as_long_as_their_angles():
    draw = np.random.default_rng(0)
    for _ in range(20):
        start, target = random_plane(7, draw), random_plane(7, draw)
        way = tour(start, target)
        angles = subspace_angles(start, target)
        mirrored = np.sort([angles.min(), np.pi - angles.max()])
        near = np.allclose(np.sort(way.angles), np.sort(angles), atol=1e-6)
        assert near or np.allclose(np.sort(way.angles), mirrored, atol=1e-6)


def test_turning_is_even():
    draw = np.random.default_rng(1)
    way = tour(random_plane(9, draw), random_plane(9, draw))
    steps = [np.linalg.norm(way.frame(t + 0.05) - way.frame(t)) for t in np.linspace(0, 0.95, 20)]
    assert max(steps) < 1.001 * min(steps)


def test_four_numbers_a_row_are_all_a_picture_needs(digits):
    draw = np.random.default_rng(2)
    way = tour(random_plane(64, draw), random_plane(64, draw))
    sent = digits.data @ way.basis
    assert sent.shape == (1797, 4)
    assert sent @ way.mix(0.37) == pytest.approx(digits.data @ way.frame(0.37))


def test_planes_of_other_spaces_are_refused():
    with pytest.raises(DataError, match="planes in 4 and 5 dimensions"):
        tour(axis_plane(4, 0, 1), axis_plane(5, 0, 1))
