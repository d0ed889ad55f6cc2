"""A cell is drawn as one line that every column crosses."""

from itertools import pairwise

import numpy as np
import pytest

from hdvis.accel.pair_lines import draw_pairs


def one_cell(bins, a, b, weight=1):
    counts = np.zeros((1, bins, bins), np.int32)
    counts[0, a, b] = weight
    return counts


def slow_lines(counts, width, height, wider):
    """Each cell's band, column by column, from the definition, `wider` pixels on either side."""
    pairs, bins = counts.shape[:2]
    plane = np.zeros((height, width), int)
    step = max(1, width - 1) / pairs
    for pair, a, b in zip(*np.nonzero(counts), strict=True):
        first = int(np.ceil(pair * step - 1e-9))
        last = width if pair == pairs - 1 else int(np.ceil((pair + 1) * step - 1e-9))
        rise = (a - b) * height / bins / step
        half = (max(1, height / bins) + abs(rise)) / 2 + wider
        for column in range(first, last):
            y = height - (a + 0.5) * height / bins + rise * (column - pair * step)
            top, end = np.floor(y - half + 0.5), np.floor(y + half + 0.5)
            if end > top:
                plane[max(0, int(top)) : max(0, int(end)), column] += counts[pair, a, b]
    return plane


@pytest.mark.parametrize(("width", "height"), [(62, 67), (200, 101), (45, 17)])
def test_lines_are_drawn_where_the_definition_says_to_a_pixel(width, height):
    rng = np.random.default_rng(0)
    counts = rng.integers(1, 9, (3, 32, 32)) * (rng.random((3, 32, 32)) < 0.05)
    plane = draw_pairs(counts.astype(np.int32), width, height)
    assert np.all(slow_lines(counts, width, height, -1) <= plane)
    assert np.all(plane <= slow_lines(counts, width, height, 1))
    assert plane.sum() == pytest.approx(slow_lines(counts, width, height, 0).sum(), rel=0.1)


@pytest.mark.parametrize(("a", "b"), [(0, 0), (7, 7), (0, 7), (7, 0), (3, 4)])
def test_a_line_has_no_gap(a, b):
    plane = draw_pairs(one_cell(8, a, b, 5), 30, 200)
    assert set(np.unique(plane)) <= {0, 5}
    rows = [np.flatnonzero(column) for column in plane.T]
    assert all(r.size and np.all(np.diff(r) == 1) for r in rows)
    assert all(p[0] <= q[-1] + 1 and q[0] <= p[-1] + 1 for p, q in pairwise(rows))


def test_low_values_are_at_the_bottom():
    plane = draw_pairs(one_cell(10, 0, 9), 50, 100)
    assert np.flatnonzero(plane[:, 0]).min() >= 88
    assert np.flatnonzero(plane[:, -1]).max() <= 12


@pytest.mark.parametrize("shape", [(0, 10), (10, 0), (1, 1), (2, 1), (3, 500)])
def test_any_size_of_plane_is_drawn(shape):
    height, width = shape
    assert draw_pairs(np.ones((4, 16, 16), np.int32), width, height).shape == shape


def test_no_axes_give_an_empty_plane():
    assert not draw_pairs(np.zeros((0, 8, 8), np.int32), 10, 10).any()
