"""What `hdvis check` accepts, `hdvis show` opens; what check cannot read, show refuses alike."""

import json

import jsonschema
import param
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modules.probe import Probe

from hdvis import Dataset, LayoutError, LimitError, Module, Visualizer
from hdvis.hooks import hookimpl
from hdvis.layout import layout_schema
from hdvis.modules.options import option_params, options_of, read_option
from hdvis.testing import layout_faults


class Everything(Module):
    """One option of each kind that crosses JSON."""

    title = "Everything"

    span = param.Range((0.0, 1.0), bounds=(0, 10))
    pair = param.NumericTuple((1.0, 2.0))
    several = param.List([], item_type=str, bounds=(0, 3))
    tint = param.Color("#1864ab")
    day = param.CalendarDate(None, allow_None=True)
    mode = param.Selector(objects={"as lines": 1, "as points": 2})
    order = param.Selector(objects=["row", "random"])
    free = param.Selector(objects=["a"], check_on_set=False)
    some = param.ListSelector(default=[], objects=["a", "b"])
    word = param.String("", regex="[a-z ]*$")
    about = param.Dict({})
    size = param.Integer(3, bounds=(1, 9))
    share = param.Number(0.5, bounds=(0, 1), inclusive_bounds=(False, True))
    on = param.Boolean(True)
    file = param.Filename(None, allow_None=True)
    work = param.Callable(None)

    def __panel__(self):
        return "here"


class Toys:
    @hookimpl
    def hdvis_modules(self):
        return [Everything, Probe]


PARAMS = option_params(Everything) | option_params(Probe)
SOME = Dataset.from_arrays([[0, 5], [1, 6]], labels={"kind": ["a", "b"]})

values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.floats(-2, 12)
    | st.sampled_from(["", "a", "b", "x1", "row", "as lines", "1864ab", "red", "Z", "2026-01-31"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
options = st.dictionaries(st.sampled_from([*PARAMS, "sise"]), values, max_size=4)
places = st.fixed_dictionaries(
    {"module": st.sampled_from(["Everything", "Probe", "everythings", "Gone"])},
    optional={
        "options": options, "weight": st.sampled_from([1, 2.5, 0, "x", 5000]),
        "options_version": st.sampled_from([1, 2, True]), "id": st.sampled_from(["a", "b c"]),
        "note": values,
    },
)  # fmt: skip
nodes = st.recursive(
    places | st.sampled_from(["Everything", "", 3]),
    lambda inner: st.one_of(
        *(st.fixed_dictionaries({kind: st.lists(inner, max_size=3)}) for kind in ("row", "stack"))
    ),
    max_leaves=4,
)
files = nodes | st.fixed_dictionaries(
    {"version": st.sampled_from([1, 1, 1, 3, "one"]), "layout": nodes}
)
steady = settings(
    max_examples=150, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip


@pytest.fixture(scope="module")
def catalog():
    vis = Visualizer("nddav", plugins=[Toys()])
    yield vis.catalog
    vis.stop()


def opened(value):
    """The visualizer and the session that show opens on `value`, or its refusal."""
    try:
        vis = Visualizer(value, plugins=[Toys()], dataset=SOME)
    except (LayoutError, LimitError) as error:
        return str(error)
    return vis


@steady
@given(files)
def test_check_and_show_agree_on_every_layout(catalog, value):
    text = json.dumps(value)
    try:
        layout, faults = layout_faults(text, catalog=catalog)
    except (LayoutError, LimitError) as error:
        layout, faults = None, [str(error)]
    vis = opened(text)
    if layout is None:
        assert vis == faults[0]
        return
    session = vis.open()
    try:
        panes = session.panes
        assert len(panes) == sum(not place.missing for place in layout.places())
        for place in layout.places():
            if not place.missing:
                _shows(panes[place.id].module, place)
    finally:
        vis.stop()


def _shows(module, place):
    """The view has the options that the layout states, and a save would state them again."""
    assert module.failure is None
    for name, value in place.values.items():
        assert getattr(module, name) == value
    saved = options_of(module)
    json.dumps(saved, allow_nan=False)
    for name, value in saved.items():
        p = module.param[name]
        assert read_option(p, value, name) == getattr(module, name)


@steady
@given(st.sampled_from([*PARAMS]), values)
def test_the_schema_knows_what_is_read(catalog, name, value):
    kind = Everything if name in option_params(Everything) else Probe
    try:
        read_option(PARAMS[name], value, name)
    except LayoutError:
        return
    place = {"module": kind.title, "options": {name: value}}
    jsonschema.validate(place, layout_schema(catalog))


@steady
@given(st.sampled_from([n for n in PARAMS if n not in ("span", "day", "file", "word")]), values)
def test_what_the_schema_takes_is_read(catalog, name, value):
    kind = Everything if name in option_params(Everything) else Probe
    place = {"module": kind.title, "options": {name: value}}
    if jsonschema.Draft202012Validator(layout_schema(catalog)).is_valid(place):
        read_option(PARAMS[name], value, name)


@pytest.mark.parametrize("version", [3, "one"])
def test_a_version_is_checked_beside_a_bare_node_too(version):
    with pytest.raises(LayoutError, match="/version"):
        Visualizer({"version": version, "row": ["Image"]})


def test_unknown_options_are_kept_to_the_letter_and_said_within_bounds():
    unknown = {f"option {i}": [i] for i in range(50_000)}
    vis = Visualizer({"module": "Probe", "options": {"bins": 7, **unknown}}, plugins=[Toys()])
    session = vis.open()
    try:
        saved = session.saved_layout().to_json()["layout"]
        assert saved["options"] == {**unknown, "bins": 7}
        assert len(vis.layout.warnings) == 21
        assert "49,980 more unknown options" in vis.layout.warnings[-1]
    finally:
        vis.stop()
