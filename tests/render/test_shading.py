"""Shades follow the logarithm, keep empty apart and leave headroom."""

import numpy as np
import pytest

from hdvis.render.shading import mean_rgba, shade, shade_unit, shading


def test_shades_follow_the_formula():
    counts = np.array([0, 1, 2, 10, 5000, 100_000], np.int32)
    expected = 1 + 254 * np.log1p(counts) / np.log1p(100_000)
    plane = shade(counts, 100_000)
    assert plane[0] == 0
    assert np.allclose(plane[1:], np.rint(expected[1:]))
    assert plane[-1] == 255


@pytest.mark.parametrize("gamma", [0.5, 1.0, 2.0])
def test_a_power_shades_by_the_share_of_the_densest(gamma):
    counts = np.array([[0, 1, 25], [50, 100, 3]], np.int32)
    plane = shading(gamma)(counts)
    expected = np.rint(1 + 254 * (counts / 100) ** gamma)
    assert plane.tolist() == np.where(counts > 0, expected, 0).tolist()
    assert shading(gamma)(np.zeros((2, 2), np.int32)).tolist() == [[0, 0], [0, 0]]


def test_without_a_power_it_is_the_logarithm():
    counts = np.arange(12, dtype=np.int32)
    assert np.array_equal(shading(0.0)(counts), shade(counts))


def test_any_row_is_visible_and_the_densest_leaves_headroom():
    plane = shade(np.array([[0, 1], [2, 10**6]], np.int32))
    assert plane[0, 0] == 0
    assert plane[0, 1] >= 1
    assert 230 < plane[1, 1] < 255


@pytest.mark.parametrize("counts", [np.zeros((3, 4), np.int32), np.zeros((0, 4), np.int32)])
def test_an_empty_plane_stays_empty(counts):
    assert shade(counts).shape == counts.shape
    assert not shade(counts).any()


def test_faint_coverage_is_still_seen():
    assert shade_unit(np.array([0, 1e-6, 0.5, 1])).tolist() == [0, 1, 128, 255]


def test_colours_average_in_linear_light():
    sums = np.array([[0, 0, 0, 0], [1, 0, 0, 1], [1, 0, 1, 2]], np.float32)
    colors = mean_rgba(sums, np.array([0, 7, 9], np.uint8))
    assert colors.tolist() == [[0, 0, 0, 0], [255, 0, 0, 7], [188, 0, 188, 9]]
