"""Hair: none where bald, longer where it is long, in its own colour."""

import numpy as np
from hdvis_zoo.faces import ATTRIBUTES, FACTORS, draw, drawn_faces


def test_longer_hair_covers_more_of_the_picture():
    faces = drawn_faces(60, seed=9)
    attributes, factors = faces.attributes.copy(), faces.factors.copy()
    attributes[:, ATTRIBUTES.index("Bald")] = False
    column = list(FACTORS).index("hair_length")
    pictures = []
    for length in (0.1, 0.5, 0.9):
        factors[:, column] = length
        pictures.append(draw(attributes, factors).astype(int))
    changed = [(np.abs(p - pictures[0]).max(3) > 20).sum() for p in pictures]
    assert changed[0] < changed[1] < changed[2]


def test_hair_is_of_the_colour_that_the_attribute_names():
    faces = drawn_faces(800, seed=10)
    bare = ~faces.attribute("Wearing_Hat") & ~faces.attribute("Bald")
    top = faces.images[:, 12:15, 30:34].mean((1, 2))
    blond = top[bare & faces.attribute("Blond_Hair")].mean(0)
    black = top[bare & faces.attribute("Black_Hair")].mean(0)
    assert blond[0] > blond[2] + 40
    assert black.max() < 110
