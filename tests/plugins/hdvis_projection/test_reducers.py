"""The reducers on offer and their form."""

import re
from inspect import signature
from typing import Literal

import param
import pytest
from hdvis_projection.reducers import REDUCERS, hint, offered, params_for

from hdvis.errors import LayoutError
from hdvis.modules.options import read_option

NAMES = ["PCA", "Neighbor embedding", "t-SNE", "UMAP", "MDS", "Isomap", "LLE", "Spectral"]


def test_the_published_reducers_are_offered_by_name():
    assert sorted(offered()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_a_parameter_with_the_same_default_inside_its_bounds(name):
    parameters = signature(REDUCERS[name]).parameters
    for key, p in params_for(REDUCERS[name]).items():
        assert parameters[key].default == p.default
        assert p.bounds[0] <= p.default <= p.bounds[1]
        assert p.doc


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


class Stated(param.Parameterized):
    """Says itself what may be asked for."""

    lean = param.Number(0.5, bounds=(0, 1))
    seed = param.Integer(0)
    _secret = param.Integer(1)


def stated(lean=9, other=1):
    """A factory that keeps its params beside it."""


stated.params = Stated


def test_a_third_partys_parameters_are_read_from_its_signature():
    params = params_for(Shear)
    assert list(params) == ["lean", "turns", "way", "flip"]
    assert params["way"].objects == ["left", "right"]
    assert hint(Shear) == "Lean the first two columns over."
    assert hint(lambda: None) == ""


@pytest.mark.parametrize("factory", [Stated, stated])
def test_a_third_party_may_declare_its_parameters_as_a_view_does(factory):
    assert list(params_for(factory)) == ["lean"]
    assert params_for(factory)["lean"].bounds == (0, 1)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [("lean", 2, 2.0), ("turns", 3.0, 3), ("way", "right", "right"), ("flip", True, True)],
)
def test_a_value_is_taken_as_its_parameter_has_it(name, value, kept):
    read = read_option(params_for(Shear)[name], value, name)
    assert read == kept
    assert type(read) is type(kept)


@pytest.mark.parametrize(
    ("factory", "name", "value", "says"),
    [
        (REDUCERS["t-SNE"], "perplexity", 1e6,
         "perplexity: got 1000000.0, expected a number from 2 to 200"),
        (REDUCERS["Isomap"], "neighbors", 2.5, "expected a whole number from 2 to 200"),
        (REDUCERS["Isomap"], "neighbors", "7", "got '7', expected a whole number"),
        (REDUCERS["Isomap"], "neighbors", True, "got True"),
        (Shear, "way", "up", "expected one of 'left', 'right'"),
        (Shear, "flip", 1, "expected true or false"),
        (REDUCERS["t-SNE"], "perplexity", float("nan"), "got nan"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_named(factory, name, value, says):
    with pytest.raises(LayoutError, match=re.escape(says)):
        read_option(params_for(factory)[name], value, name)
