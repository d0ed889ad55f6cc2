"""A layout can be given in many ways, and saving it loses nothing."""

import copy
import json
from pathlib import Path

import pytest
from hooks.toys import catalog_of, entry, view
from hypothesis import given, settings
from hypothesis import strategies as st

from hdvis.errors import LayoutError, LimitError
from hdvis.layout import Box, Layout, Place, Stack, parse_layout, ready_layouts

SLIDES = {
    "row": [
        {"column": ["Parallel Coordinate", "Scatter Plot"]},
        {"column": ["Image", "DimReduction"]},
    ]
}


def test_the_layout_of_the_slides_opens_as_it_stands():
    layout = parse_layout(SLIDES)
    assert layout.root == Box(
        "row",
        (
            Box(
                "column",
                (
                    Place("Parallel Coordinate", "parallel-coordinate"),
                    Place("Scatter Plot", "scatter-plot"),
                ),
            ),
            Box("column", (Place("Image", "image"), Place("DimReduction", "dimreduction"))),
        ),
    )
    assert layout.warnings == ()
    assert layout.to_json() == {"version": 1, "layout": SLIDES}


def test_a_title_alone_is_a_layout():
    assert parse_layout("Image").root == Place("Image", "image")


@pytest.mark.parametrize("make", [dict, json.dumps, lambda v: json.dumps(v).encode()])
def test_values_texts_and_bytes_mean_the_same(make):
    assert parse_layout(make(SLIDES)) == parse_layout(SLIDES)


@pytest.mark.parametrize("make", [Path, str])
def test_a_file_is_read(tmp_path, make):
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(SLIDES))
    assert parse_layout(make(file)) == parse_layout(SLIDES)


def test_a_layout_is_its_own_layout():
    layout = parse_layout(SLIDES)
    assert parse_layout(layout) is layout


def test_a_ready_layout_is_known_by_name():
    assert parse_layout("NDDAV") == parse_layout(ready_layouts()["nddav"])


def test_the_callers_value_is_not_kept():
    written = {"row": [{"module": "Image", "options": {"names": ["a"]}}]}
    layout = parse_layout(written)
    written["row"][0]["options"]["names"].append("b")
    assert next(layout.places()).options == {"names": ["a"]}


def test_tabs_weights_ids_and_options_are_read():
    layout = parse_layout(
        {
            "version": 1,
            "title": "mine",
            "layout": {
                "stack": [
                    "Table",
                    {
                        "module": "Scatter Plot",
                        "id": "left",
                        "title": "Embedding",
                        "options": {"size": 3},
                        "weight": 2,
                    },
                ],
                "active": 1,
                "weight": 0.5,
            },
        }
    )
    scatter = Place("Scatter Plot", "left", "Embedding", {"size": 3}, None, 2.0, True)
    assert layout == Layout(Stack((Place("Table", "table"), scatter), 1, 0.5), "mine")
    assert layout.find("left") == scatter
    assert layout.find("right") is None


def test_made_ids_are_unique_and_give_way_to_written_ones():
    layout = parse_layout(
        {"row": ["Scatter Plot", "Scatter Plot", {"module": "Image", "id": "scatter-plot"}]}
    )
    assert [p.id for p in layout.places()] == ["scatter-plot-2", "scatter-plot-3", "scatter-plot"]


def test_a_made_id_comes_from_the_title_when_there_is_one():
    layout = parse_layout({"row": [{"module": "Image", "title": "The mean image!"}]})
    assert [p.id for p in layout.places()] == ["the-mean-image"]


def test_every_place_knows_where_it_stood():
    layout = parse_layout({"version": 1, "layout": SLIDES})
    assert [p.path for p in layout.places()] == [
        "/layout/row/0/column/0",
        "/layout/row/0/column/1",
        "/layout/row/1/column/0",
        "/layout/row/1/column/1",
    ]


names = st.sampled_from(["Image", "Scatter Plot", "t-SNE", "Überblick", "acme:Globe", "{{x}}"])
scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(-9, 9)
values = st.recursive(scalars, lambda v: st.lists(v, max_size=2), max_leaves=3)
weights = st.integers(1, 9) | st.floats(0.01, 999)
places = names | st.fixed_dictionaries(
    {"module": names},
    optional={
        "title": st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        "options": st.dictionaries(names, values, max_size=2),
        "options_version": st.integers(1, 3),
        "weight": weights,
        "note": values,
    },
)


def group(kind, children):
    required = {kind: st.lists(children, min_size=1, max_size=3)}
    return st.fixed_dictionaries(required, optional={"weight": weights, "gap": values})


nodes = st.recursive(
    places,
    lambda n: group("row", n) | group("column", n) | group("stack", n),
    max_leaves=12,
)
files = nodes | st.fixed_dictionaries(
    {"version": st.just(1), "layout": nodes}, optional={"title": st.just("mine")}
)


@settings(max_examples=100)
@given(files.filter(lambda value: value != "{{x}}"))  # as a text that reads as JSON
def test_a_layout_survives_being_saved(value):
    layout = parse_layout(value)
    assert parse_layout(layout.to_json()) == layout
    assert parse_layout(layout.to_text()) == layout
    ids = [place.id for place in layout.places()]
    assert len(set(ids)) == len(ids)


@settings(max_examples=50)
@given(files)
def test_a_layout_of_absent_plugins_survives_being_saved(value):
    catalog = catalog_of(entry("views", hdvis_modules=lambda: [view("Image", version=3)]))
    layout = parse_layout(json.dumps(value).encode(), catalog)
    assert parse_layout(layout.to_text(), catalog) == layout


GOLDEN = [json.loads(path.read_text()) for path in ready_layouts().values()]
JUNK = [None, True, -1, 0, 1e9, "", "x", [], {}, [[]], {"row": []}, {"module": 3}, "Image"]


def spots(value, path=()):
    """The path of every part of `value` but the whole."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in items:
        yield (*path, key)
        if isinstance(part, (dict, list)):
            yield from spots(part, (*path, key))


def mutate(value, data):
    """Delete, swap, duplicate, rename or nest one part of `value`."""
    *way, key = data.draw(st.sampled_from(list(spots(value))))
    holder = value
    for step in way:
        holder = holder[step]
    change = data.draw(st.sampled_from(["delete", "swap", "double", "rename", "nest"]))
    if change == "delete":
        del holder[key]
    elif change == "swap":
        holder[key] = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
    elif change == "double" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    elif change == "rename" and isinstance(holder, dict):
        holder[data.draw(st.sampled_from(["row", "stack", "id", "mudole"]))] = holder.pop(key)
    else:
        holder[key] = {"row": [holder[key]]}


def refusal(value):
    """The error that `value` is refused with, or None."""
    try:
        parse_layout(value)
    except (LayoutError, LimitError) as error:
        return error
    return None


def assert_opens_or_is_refused(value):
    error = refusal(value)
    if error is None:
        layout = parse_layout(value)
        assert parse_layout(layout.to_json()) == layout
        return
    assert error.code.startswith("HDV-L")
    assert ": " in error.message


@settings(max_examples=500)
@given(st.data())
def test_a_mutated_layout_opens_or_is_refused_in_our_words(data):
    value = copy.deepcopy(data.draw(st.sampled_from(GOLDEN)))
    for _ in range(data.draw(st.integers(1, 3))):
        if not list(spots(value)):
            break
        mutate(value, data)
    assert_opens_or_is_refused(value)


@settings(max_examples=200)
@given(st.binary(max_size=60) | st.text(max_size=60))
def test_any_text_opens_or_is_refused_in_our_words(junk):
    assert_opens_or_is_refused(junk)
