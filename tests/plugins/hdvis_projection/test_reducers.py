"""The reducers on offer and their form."""

import re
from inspect import signature
from typing import Literal

import pytest
from hdvis_projection.reducers import OPTIONS, REDUCERS, hint, offered, options_of

from hdvis.errors import DataError

NAMES = ["PCA", "Neighbor embedding", "t-SNE", "UMAP", "MDS", "Isomap", "LLE", "Spectral"]


def test_the_published_reducers_are_offered_by_name():
    assert sorted(offered()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_a_parameter_with_the_same_default_inside_its_bounds(name):
    parameters = signature(REDUCERS[name]).parameters
    for option in OPTIONS[name]:
        assert parameters[option.name].default == option.default
        assert option.bounds[0] <= option.default <= option.bounds[1]
        assert option.doc


@pytest.mark.parametrize("name", NAMES)
def test_every_reducer_has_a_hint_and_a_seed(name):
    assert hint(REDUCERS[name])
    assert "seed" in signature(REDUCERS[name]).parameters


class Shear:
    """Lean the first two columns over.

    Not shown.
    """

    def __init__(
        self, lean=0.5, turns: int = 2, way: Literal["left", "right"] = "left", flip=False,
        weights=None, random_state=0, **others,
    ):  # fmt: skip
        self.lean = lean


def test_a_third_partys_parameters_are_read_from_its_signature():
    options = {option.name: option for option in options_of(Shear)}
    assert list(options) == ["lean", "turns", "way", "flip"]
    assert options["way"].choices == ("left", "right")
    assert hint(Shear) == "Lean the first two columns over."
    assert hint(lambda: None) == ""


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [("lean", 2, 2.0), ("turns", 3.0, 3), ("way", "right", "right"), ("flip", True, True)],
)
def test_a_value_is_taken_as_its_parameter_has_it(name, value, kept):
    option = {o.name: o for o in options_of(Shear)}[name]
    assert option.checked(value) == kept
    assert type(option.checked(value)) is type(kept)


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        (OPTIONS["t-SNE"][0], 1e6, "perplexity: got 1000000.0, expected a number from 2 to 200"),
        (OPTIONS["Isomap"][0], 2.5, "expected a whole number from 2 to 200"),
        (OPTIONS["Isomap"][0], "7", "got '7', expected a whole number"),
        (OPTIONS["Isomap"][0], True, "got True"),
        (options_of(Shear)[2], "up", "expected left, right"),
        (options_of(Shear)[3], 1, "expected true or false"),
        (OPTIONS["t-SNE"][0], float("nan"), "got nan"),
    ],
)
def test_a_value_that_does_not_fit_is_named(option, value, says):
    with pytest.raises(DataError, match=re.escape(says)):
        option.checked(value)
