"""Lines and discs cover what geometry says."""

import numpy as np

from hdvis.accel.discs import color_lines, lines, splat


def test_a_level_line_covers_its_thickness_in_every_column():
    cover = lines(np.full((1, 3), 0.5, np.float32), np.arange(1), 50, 41, 1.0, 2.0)
    assert np.allclose(cover.sum(axis=0), 2)
    assert np.all(cover[20] == 1)


def test_a_steep_line_has_no_gap():
    cover = lines(np.float32([[0, 1]]), np.arange(1), 10, 300, 1.0)
    assert np.all(cover.max(axis=1) > 0.2)


def test_two_lines_add_up_as_layers():
    values = np.full((2, 2), 0.5, np.float32)
    cover = lines(values, np.arange(2), 5, 41, 0.5, 3.0)
    assert np.allclose(cover[20], 0.75)


def test_discs_mix_their_colours_by_coverage():
    colors = np.float32([[1, 0, 0], [0, 1, 0]])
    at = np.full(2, 5, np.float32)
    sums, cover = splat(at, at, colors, np.arange(2), 2.0, 0.5, 10, 10)
    assert np.allclose(sums[55], [1, 1, 0, 2])
    assert np.isclose(cover[55], 0.75)


def test_a_later_line_lies_over_an_earlier_one():
    values, colors = np.full((2, 2), 0.5, np.float32), np.float32([[1, 0, 0], [0, 0, 1]])
    drawn = color_lines(values, colors, np.array([1, 0]), 5, 41, 0.8, 3.0)
    assert np.allclose(drawn[20], [0.8, 0, 0.16, 0.96], atol=1e-6)
    assert np.allclose(drawn[..., 3], lines(values, np.arange(2), 5, 41, 0.8, 3.0))
