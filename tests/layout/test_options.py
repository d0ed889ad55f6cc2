"""A module's params decide which options a layout may set."""

import param
import pytest
from hooks.toys import view

from hdvis.errors import LayoutError
from hdvis.layout.options import check_options, option_params, upgraded

Dots = view(
    "Dots",
    size=param.Integer(3, bounds=(1, 9)),
    mode=param.Selector(objects={"as lines": 1, "as points": 2}),
    several=param.ListSelector(objects=["a", "b"]),
    span=param.Range((0.0, 1.0), bounds=(0, 10)),
    anything=param.List([]),
    any_column=param.Selector(objects=[], check_on_set=False),
    _secret=param.Integer(1),
)


def test_the_contracts_own_params_are_no_options():
    from hdvis.modules import Module

    class Wide(Module):
        title = "Wide"
        width = param.Integer(3)

    assert list(option_params(Wide)) == ["width"]


def test_values_come_as_params_take_them():
    written = {"mode": "as points", "several": ["b"], "span": [0, 2], "size": 4.0}
    assert check_options(Dots, written, "/options").values == {
        "mode": 2,
        "several": ["b"],
        "span": (0, 2),
        "size": 4,
    }


def test_values_fit_the_constructor():
    values = check_options(Dots, {"mode": "as lines", "any_column": "depth"}, "/o").values
    assert Dots(**values).mode == 1


def test_checking_leaves_the_class_alone():
    check_options(Dots, {"size": 7}, "/options")
    assert Dots.size == 3
    assert Dots.param.size.owner is Dots


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"size": 10}, "/options/size: got 10, expected a whole number from 1 to 9"),
        ({"mode": "as"}, "/options/mode: got 'as', expected one of 'as lines', 'as points'"),
        ({"several": ["c"]}, "/options/several: got ['c'], expected some of 'a', 'b'"),
        ({"span": [0]}, "/options/span"),
        ({"span": [5, 100]}, "/options/span"),
        ({"anything": "text"}, "/options/anything: got 'text', expected a list"),
        ({"size": None}, "/options/size: got None"),
    ],
)
def test_a_value_that_does_not_fit_is_named(options, path):
    with pytest.raises(LayoutError) as caught:
        check_options(Dots, options, "/options")
    assert caught.value.message.startswith(path)


def test_unknown_and_private_options_are_left_out():
    checked = check_options(Dots, {"sise": 3, "_secret": 2, "param": 1}, "/options")
    assert checked.values == {}
    assert len(checked.warnings) == 3
    assert 'did you mean "size"?' in checked.warnings[0]


def test_an_upgrade_that_returns_nothing_is_refused():
    new = view("New", version=2, upgrade=staticmethod(lambda options, version: None))
    with pytest.raises(LayoutError, match="expected a dict"):
        upgraded(new, {}, 1, "/options")
    assert upgraded(new, {"a": 1}, 2, "/options") == {"a": 1}
