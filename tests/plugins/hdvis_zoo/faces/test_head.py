"""The layers behind the features."""

import numpy as np
from hdvis_zoo.faces import drawn_faces


def test_the_skin_in_the_picture_follows_the_skin_tone():
    faces = drawn_faces(400, seed=8)
    cheek = faces.images[:, 36:40, 28:36].mean((1, 2, 3))
    assert np.corrcoef(cheek, faces.factor("skin_tone"))[0, 1] < -0.8


def test_the_wall_is_coloured_by_hue_and_nothing_opaque_covers_its_corner():
    faces = drawn_faces(400, seed=8)
    angle = 2 * np.pi * faces.factor("hue")
    basis = np.stack([np.cos(k * angle) for k in (0, 1, 2)] + [np.sin(angle), np.sin(2 * angle)], 1)
    tint = faces.images[:, 0, 0].astype(float)
    tint = tint / tint.mean(1, keepdims=True)
    fitted = basis @ np.linalg.lstsq(basis, tint, rcond=None)[0]
    assert ((tint - fitted) ** 2).sum() < 0.2 * ((tint - tint.mean(0)) ** 2).sum()
