"""Each attribute and factor changes the picture, and where it should."""

import numpy as np
import pytest
from hdvis_zoo.faces import ATTRIBUTES, FACTORS, draw, drawn_faces


@pytest.fixture(scope="module")
def people():
    return drawn_faces(200, seed=11)


def flipped(faces, name, value):
    attributes = faces.attributes.copy()
    attributes[:, ATTRIBUTES.index(name)] = value
    return draw(attributes, faces.factors).astype(int)


def effect(faces, name):
    """Mean absolute change (64, 64) of the pixels when `name` is given or taken."""
    change = np.abs(flipped(faces, name, True) - flipped(faces, name, False))
    return change.mean((0, 3))


# These two are seen through what they make likelier, or through a factor.
INDIRECT = {"Young", "Smiling", "Pale_Skin"}


@pytest.mark.parametrize("name", [a for a in ATTRIBUTES if a not in INDIRECT])
def test_an_attribute_changes_pixels(people, name):
    assert effect(people, name).max() > 1.0


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Eyeglasses", slice(22, 46)),
        ("Wearing_Hat", slice(0, 32)),
        ("Mustache", slice(36, 56)),
        ("Wearing_Lipstick", slice(40, 60)),
        ("Wearing_Necktie", slice(50, 64)),
    ],
)
def test_an_attribute_changes_its_own_part_of_the_face(people, name, rows):
    change = effect(people, name)
    assert change[rows].sum() > 0.99 * change.sum() > 0


@pytest.mark.parametrize("name", FACTORS)
def test_a_factor_changes_pixels(people, name):
    factors = people.factors.copy()
    column = list(FACTORS).index(name)
    factors[:, column] = np.where(factors[:, column] > 0.5, 0.0, 0.9)
    change = np.abs(draw(people.attributes, factors).astype(int) - people.images)
    assert change.mean() > 0.05


def test_a_brighter_factor_is_a_brighter_picture(people):
    factors = people.factors.copy()
    column = list(FACTORS).index("brightness")
    factors[:, column] = -1
    dark = draw(people.attributes, factors)
    factors[:, column] = 1
    assert draw(people.attributes, factors).mean() > dark.mean() + 10


def test_no_rows_make_no_pictures():
    assert draw(np.zeros((0, len(ATTRIBUTES)), bool), np.zeros((0, len(FACTORS)))).shape == (
        0,
        64,
        64,
        3,
    )
