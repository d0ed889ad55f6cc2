"""One declaration is the option in the layout, the field in the form and the check of both."""

import json

import pytest
from modules.probe import Probe, make

from hdvis.errors import LayoutError
from hdvis.modules.options import fields, label_of, option_names, options_of, set_option

CHANGED = {
    "x": "x1",
    "columns": ["x1", "x0"],
    "space": "other",
    "stack": "photos",
    "bins": 7,
    "share": 0.25,
    "filled": True,
    "order": "random",
    "shown": ["b", "c"],
    "word": "people",
    "table_of": {"a": 1},
}


def test_options_are_the_public_params_a_module_adds():
    assert option_names(Probe) == list(CHANGED)


def test_only_what_was_changed_is_saved_and_it_comes_back():
    assert options_of(make()) == {}
    first, second = make(), make()
    for name, value in CHANGED.items():
        set_option(first, name, value)
    saved = json.loads(json.dumps(options_of(first)))
    assert saved == CHANGED
    for name, value in saved.items():
        set_option(second, name, value)
    assert options_of(second) == CHANGED


def test_each_kind_of_param_has_its_field():
    made = {field["name"]: field for field in fields(make())}
    kinds = {name: field["kind"] for name, field in made.items()}
    assert kinds == {
        "x": "choice", "columns": "several", "space": "choice", "stack": "choice",
        "bins": "number", "share": "number", "filled": "flag", "order": "choice",
        "shown": "several", "word": "text",
    }  # fmt: skip
    assert [c["value"] for c in made["x"]["choices"]] == ["", "x0", "x1"]
    assert [c["value"] for c in made["columns"]["choices"]] == ["x0", "x1", "kind"]
    assert (made["bins"]["low"], made["bins"]["high"], made["bins"]["step"]) == (2, 50, 1)
    assert made["share"]["step"] is None


def test_a_whole_number_from_the_browser_may_come_as_a_float():
    module = make()
    set_option(module, "bins", 12.0)
    assert module.bins == 12
    assert isinstance(module.bins, int)


@pytest.mark.parametrize(
    ("name", "value"),
    [("bins", 51), ("bins", "many"), ("bins", 2.5), ("share", -1), ("order", "sideways"),
     ("filled", "yes"), ("x", 3), ("columns", [1]), ("shown", ["z"]), ("nope", 1),
     ("state", None), ("_drawn", True), ("failure", None)],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_changes(name, value):
    module = make()
    with pytest.raises(LayoutError, match=f"Probe.*{name}"):
        set_option(module, name, value)
    assert options_of(module) == {}


def test_labels_are_prose_and_names_are_code():
    from hdvis_views.scatter import ScatterPlot

    assert label_of(ScatterPlot.param.color) == "Colour"
    assert option_names(ScatterPlot)[2] == "color"
