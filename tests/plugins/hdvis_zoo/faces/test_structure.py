"""The planted correlations: one table, drawn from faithfully."""

import numpy as np
import pytest
from hdvis_zoo.faces.structure import ATTRIBUTES, STRUCTURE, probability, sample_attributes


@pytest.fixture(scope="module")
def drawn():
    uniform = np.random.default_rng(3).random((40_000, len(ATTRIBUTES)))
    return dict(zip(ATTRIBUTES, sample_attributes(uniform).T, strict=True))


def test_at_least_twenty_attributes_have_distinct_names():
    assert len(set(ATTRIBUTES)) == len(ATTRIBUTES) >= 20


def test_each_condition_names_attributes_drawn_earlier_and_the_last_case_is_open():
    for place, (_, cases) in enumerate(STRUCTURE):
        words = {w.lstrip("!") for condition, _ in cases for w in condition.split()}
        assert words <= set(ATTRIBUTES[:place])
        assert cases[-1][0] == ""
        assert all(0.0 <= chance <= 1.0 for _, chance in cases)


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_frequencies_agree_with_the_table(drawn, name):
    chance = probability(name, drawn)
    for value in np.unique(chance):
        rows = chance == value
        spread = np.sqrt(value * (1 - value) / rows.sum())
        assert abs(drawn[name][rows].mean() - value) <= 4.5 * spread + 1e-12


def test_a_decision_list_takes_the_first_case_that_holds():
    given = {"Male": np.array([True, True, False]), "Young": np.array([True, False, False])}
    given |= {name: np.zeros(3, bool) for name in ATTRIBUTES[2:]}
    np.testing.assert_allclose(probability("Eyeglasses", given), [0.18, 0.42, 0.28])


def test_what_excludes_one_another_never_meets(drawn):
    colours = [drawn[f"{c}_Hair"] for c in ("Black", "Blond", "Brown", "Gray")]
    assert (np.sum(colours, axis=0) + drawn["Bald"] == 1).all()
    for a, b in (("Bald", "Bangs"), ("Goatee", "No_Beard"), ("Wearing_Hat", "Bangs")):
        assert not (drawn[a] & drawn[b]).any()


@pytest.mark.parametrize(
    ("a", "b", "sign"),
    [
        ("Male", "Wearing_Lipstick", -1),
        ("Male", "Mustache", 1),
        ("Young", "Eyeglasses", -1),
        ("Young", "Gray_Hair", -1),
        ("Heavy_Makeup", "Wearing_Earrings", 1),
        ("Smiling", "Mouth_Slightly_Open", 1),
    ],
)
def test_attributes_are_correlated_as_in_people(drawn, a, b, sign):
    assert sign * np.corrcoef(drawn[a], drawn[b])[0, 1] > 0.15
