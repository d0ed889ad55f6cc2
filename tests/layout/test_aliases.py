"""NDDAV's own labels open the views that took their place."""

import pytest

from hdvis.hooks import Catalog, create_manager
from hdvis.layout import parse_layout


@pytest.fixture(scope="module")
def catalog():
    return Catalog.of(create_manager(only=()))


def test_the_density_labels_are_modes_of_two_views(catalog):
    layout = parse_layout({"row": ["Summary P.C.", "summary scatter"]}, catalog, strict=True)
    parallel, scatter = layout.places()
    assert (parallel.module, parallel.options) == ("Parallel Coordinate", {})
    assert (scatter.module, scatter.options) == ("Scatter Plot", {"drawing": "density"})
    assert scatter.values["drawing"] == "density"
    assert parse_layout(layout.to_json(), catalog, strict=True) == layout


def test_options_that_are_given_stand_before_those_of_the_label(catalog):
    given = {"module": "Summary Scatter", "options": {"drawing": "points"}}
    (place,) = parse_layout(given, catalog, strict=True).places()
    assert place.options == {"drawing": "points"}
