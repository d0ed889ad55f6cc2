"""The schema says what the parser accepts."""

import json

import param
import pytest
from hooks.toys import catalog_of, entry, view

from hdvis.layout import layout_schema, ready_layouts
from hdvis.layout.schema import options_schema

jsonschema = pytest.importorskip("jsonschema")

Dots = view(
    "Dots",
    size=param.Integer(3, bounds=(1, 9), doc="Larger dots\n are easier to hit."),
    opacity=param.Number(0.5, bounds=(0, 1), inclusive_bounds=(False, True)),
    mode=param.Selector(objects=["auto", "density"]),
    several=param.ListSelector(default=[], objects=["a", "b"]),
    label=param.String(None, allow_None=True),
    tint=param.Color("#1864ab"),
    on=param.Boolean(True),
    span=param.Range((0.0, 1.0)),
    other=param.Parameter(object()),
)


@pytest.fixture(scope="module")
def check():
    schema = layout_schema(catalog_of(entry("dots", hdvis_modules=lambda: [Dots])))
    json.dumps(schema, allow_nan=False)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema).is_valid


def test_the_ready_layouts_are_valid(check):
    for path in ready_layouts().values():
        assert check(json.loads(path.read_text())), path


@pytest.mark.parametrize(
    "value",
    [
        "Dots",
        "Elsewhere",
        {"row": ["Dots", {"stack": ["Dots"], "active": 0, "weight": 2}]},
        {"version": 1, "title": "mine", "layout": {"module": "Dots", "options": {"size": 4}}},
        {"module": "Dots", "options": {"label": None, "mode": "density", "several": ["a"]}},
    ],
)
def test_what_the_parser_takes_is_valid(check, value):
    assert check(value)


@pytest.mark.parametrize(
    "value",
    [
        3,
        [],
        {"row": []},
        {"row": [3]},
        {"row": ["Dots"], "weight": 0},
        {"module": "Dots", "options": {"size": 10}},
        {"module": "Dots", "options": {"opacity": 0}},
        {"module": "Dots", "options": {"mode": "lines"}},
        {"version": 2, "layout": "Dots"},
    ],
)
def test_what_the_parser_refuses_is_not_valid(check, value):
    assert not check(value)


def test_an_option_carries_its_doc_and_default():
    assert options_schema(Dots)["properties"]["size"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 9,
        "description": "Larger dots are easier to hit.",
        "default": 3,
    }
