"""Anti-aliased painting by signed distance."""

import numpy as np
from hdvis_zoo.faces.canvas import Canvas, box, ellipse


def plain(n=1, size=64, scale=1.0, angle=0.0, centre=(0.0, 0.0)):
    canvas = Canvas(
        np.full((n, 2), centre, np.float32),
        np.full(n, scale, np.float32),
        np.full(n, angle, np.float32),
        size,
    )
    canvas.rgb[:] = 0
    return canvas


def test_a_disc_covers_its_area():
    canvas = plain()
    part = canvas.part(-1, 1, -1, 1)
    part.paint(part.cover(ellipse(part.u, part.v, 0.5, 0.5)), np.ones(3))
    area = canvas.rgb[0, 0].sum() * (2 / 64) ** 2
    assert abs(area - np.pi * 0.25) < 0.005


def test_a_box_has_the_distance_of_a_box():
    at = np.float32([[0.0, 0.9, 0.7]])
    np.testing.assert_allclose(box(at, at * 0, 0.5, 0.3, 0.1)[0], [-0.3, 0.4, 0.2], atol=1e-6)


def test_a_window_holds_the_whole_shape_however_the_head_is_turned():
    for angle in (-0.4, 0.0, 0.4):
        canvas = plain(n=3, scale=0.6, angle=angle, centre=(0.1, -0.1))
        part = canvas.part(0.2, 0.8, 0.3, 0.6)
        inside = (canvas.u > 0.2) & (canvas.u < 0.8) & (canvas.v > 0.3) & (canvas.v < 0.6)
        rows, columns = part.window
        assert inside[:, rows, columns].sum() == inside.sum() > 0


def test_only_the_chosen_pictures_are_painted():
    canvas = plain(n=4)
    part = canvas.part(-0.5, 0.5, -0.5, 0.5, np.array([False, True, False, True]))
    part.paint(np.ones_like(part.u), np.float32([1, 0, 0]))
    assert canvas.rgb[[0, 2]].sum() == 0
    assert (canvas.rgb[[1, 3], 0].sum((1, 2)) > 0).all()
    assert canvas.rgb[:, 1:].sum() == 0


def test_an_empty_choice_paints_nothing():
    canvas = plain(n=2)
    part = canvas.part(-0.5, 0.5, -0.5, 0.5, np.zeros(2, bool))
    part.paint(part.cover(ellipse(part.u, part.v, 0.2, 0.2)), np.ones(3))
    assert canvas.rgb.sum() == 0
