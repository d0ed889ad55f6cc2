"""A place is saved as shortly as it can be."""

from dataclasses import replace

from hdvis.layout import Box, Layout, Place, Stack, parse_layout


def test_a_plain_place_is_its_title():
    assert Place("Image", "image").to_json() == "Image"


def test_what_differs_is_said():
    place = Place("Image", "a", "Faces", {"wall": True}, 2, 3.0, True)
    assert place.to_json() == {
        "module": "Image",
        "id": "a",
        "title": "Faces",
        "options": {"wall": True},
        "options_version": 2,
        "weight": 3.0,
    }


def test_the_front_tab_is_saved():
    stack = Stack((Place("Image", "a"), Place("Table", "b")), active=1, weight=2.0)
    assert stack.to_json() == {"stack": ["Image", "Table"], "active": 1, "weight": 2.0}


def test_a_placeholder_that_was_resized_keeps_the_rest_of_its_json():
    raw = {"module": "Globe", "spin": 3}
    globe = Place("Globe", "globe", missing="no module", raw=raw)
    assert globe.to_json() is raw
    assert replace(globe, weight=2.0).to_json() == {**raw, "weight": 2.0}
    bare = Place("Globe", "globe", missing="no module", raw="Globe", weight=2.0)
    assert bare.to_json() == {"module": "Globe", "weight": 2.0}


def test_the_text_can_be_read_again():
    layout = Layout(Box("row", (Place("Überblick", "überblick"),)), "mine")
    assert "Überblick" in layout.to_text()
    assert parse_layout(layout.to_text()) == layout
