"""Features: open mouths are dark inside, narrow eyes show less white."""

import numpy as np
from hdvis_zoo.faces import ATTRIBUTES, draw, drawn_faces


def with_value(faces, name, value):
    attributes = faces.attributes.copy()
    for absent in ("Eyeglasses", "Wearing_Hat", "Bangs"):
        attributes[:, ATTRIBUTES.index(absent)] = False
    attributes[:, ATTRIBUTES.index(name)] = value
    return draw(attributes, faces.factors).astype(int)


def test_narrow_eyes_show_less_white():
    faces = drawn_faces(100, seed=12)
    wide, narrow = (with_value(faces, "Narrow_Eyes", v)[:, 28:42].min(3) > 225 for v in (0, 1))
    assert narrow.sum() < 0.9 * wide.sum()


def test_lipstick_is_red():
    faces = drawn_faces(100, seed=12)
    plain, painted = (with_value(faces, "Wearing_Lipstick", v) for v in (False, True))
    lips = np.abs(painted - plain).max(3) > 25
    red = painted[..., 0] - painted[..., 1:].mean(3)
    assert red[lips].mean() > (plain[..., 0] - plain[..., 1:].mean(3))[lips].mean() + 40
