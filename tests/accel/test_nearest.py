"""The row found is the one numpy finds by looking at all."""

import numpy as np
import pytest

from hdvis.accel.nearest import nearest_line, nearest_point


@pytest.mark.parametrize("reach", [0.001, 0.02, 0.5])
def test_the_nearest_point_within_reach(reach):
    x, y = np.random.default_rng(0).random((2, 2000)).astype(np.float32)
    x[::3] = np.nan
    away = np.hypot(x - np.float32(0.4), y - np.float32(0.6))
    best = int(np.nanargmin(away))
    expected = best if away[best] <= reach else None
    assert nearest_point(x, y, 0.4, 0.6, reach, reach) == expected


def test_the_nearest_line_between_two_axes():
    a, b = np.random.default_rng(1).random((2, 2000)).astype(np.float32)
    b[::3] = np.nan
    expected = int(np.nanargmin(np.abs(a + (b - a) * np.float32(0.3) - np.float32(0.5))))
    assert nearest_line(a, b, 0.3, 0.5, 0.1) == expected
    assert nearest_line(a, b, 0.3, 5.0, 0.1) is None


def test_of_equals_the_first_is_found():
    x = np.zeros(3, np.float32)
    assert nearest_point(x, x, 0, 0, 1, 1) == 0
    assert nearest_point(x, x, 0, 0, 1, 1, np.array([False, True, True])) == 1
