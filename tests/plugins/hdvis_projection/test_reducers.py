"""The reducers on offer and their form."""

from inspect import signature

import pytest
from hdvis_projection.reducers import OPTIONS, REDUCERS, hints, offered

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
    assert hints(name)
    assert "seed" in signature(REDUCERS[name]).parameters


def test_a_third_partys_reducer_has_no_hint():
    assert hints("Somebody's") == ""
