"""The ready layouts open, and a plugin can bring more."""

import pytest
from hooks.toys import catalog_of, entry

from hdvis.layout import parse_layout, ready_layouts


@pytest.mark.parametrize("name", ["explore", "nddav", "latentvis", "traverse"])
def test_a_ready_layout_opens_without_a_warning(name):
    layout = parse_layout(name, strict=True)
    assert layout.warnings == ()
    assert parse_layout(layout.to_json()) == layout


def test_the_first_picture_links_the_five_views_of_the_main_job():
    modules = {place.module for place in parse_layout("explore").places()}
    assert modules >= {"Parallel Coordinate", "Scatter Plot", "Image", "DimReduction", "Table"}


def test_a_plugin_adds_layouts_but_replaces_none(tmp_path):
    file = tmp_path / "mine.json"
    file.write_text('"Image"')
    catalog = catalog_of(entry("a", hdvis_layouts=lambda: {"mine": file, "Explore": file}))
    found = ready_layouts(catalog)
    assert found["mine"] == file
    assert "Explore" not in found
    assert [p.module for p in parse_layout(found["mine"]).places()] == ["Image"]
