"""Groups are named after what sets them apart, and not named where nothing does."""

import numpy as np
import pytest

from hdvis.analysis.clustering.naming import proposed_names
from hdvis.data import Column


@pytest.fixture
def labels():
    return np.repeat([0, 1, 2, -1], [50, 50, 50, 10])


def category(name, values):
    kinds = tuple(dict.fromkeys(values))
    codes = np.array([kinds.index(value) for value in values], np.int32)
    return Column(name, codes, "category", kinds)


def test_a_category_that_fills_a_group_names_it(labels):
    digit = category("digit", ["7"] * 50 + ["3"] * 50 + ["9", "4", "1", "0", "2"] * 10 + ["7"] * 10)
    animal = category("animal", (["cat"] * 100 + ["dog"] * 50 + ["eel"] * 10))
    assert proposed_names(labels, [digit]) == ["digit 7", "digit 3", ""]
    assert proposed_names(labels, [animal])[2] == "dog"


def test_numbers_far_from_the_others_name_it(labels, rng):
    age = rng.normal(size=160)
    age[labels == 0] += 6
    price = rng.normal(size=160)
    price[labels == 0] -= 9
    names = proposed_names(labels, [Column("age", age), Column("price", price)])
    assert names[0] == "price low, age high"
    assert names[1] == "price high, age low"


def test_a_word_of_its_texts_names_it(labels):
    texts = [f"a red car no {i}" for i in range(50)] + [f"the blue boat no {i}" for i in range(110)]
    assert proposed_names(labels, [category("caption", texts)])[0] in ("red", "car")


def test_groups_with_one_name_are_numbered(labels):
    animal = category("animal", ["cat"] * 100 + ["dog"] * 60)
    assert proposed_names(labels, [animal]) == ["cat", "cat (2)", "dog"]


def test_nothing_that_differs_is_no_name(labels, rng):
    assert proposed_names(labels, [Column("x", rng.normal(size=160))]) == ["", "", ""]
    assert proposed_names(labels, []) == ["", "", ""]
    assert proposed_names(np.full(5, -1), [Column("x", np.arange(5.0))]) == []
