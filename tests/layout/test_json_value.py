"""Python values become plain JSON values, or the path of what cannot."""

import numpy as np
import pytest

from hdvis.errors import LayoutError, LimitError
from hdvis.layout.json_value import join, plain


def test_tuples_and_numpy_numbers_become_plain():
    value = plain({"a": (np.int64(1), np.float32(0.5), np.str_("x"), None, True)})
    assert value == {"a": [1, 0.5, "x", None, True]}
    assert [type(part) for part in value["a"]] == [int, float, str, type(None), bool]


def test_a_part_used_twice_is_no_cycle():
    part = ["Image"]
    assert plain({"row": [part, part]}) == {"row": [["Image"], ["Image"]]}


def test_parts_that_double_at_each_level_are_refused():
    part = ["Image"]
    for _ in range(40):
        part = [part, part]
    with pytest.raises(LimitError):
        plain(part)


@pytest.mark.parametrize("value", [np.inf, {1, 2}, b"x", object(), np.zeros(2), 1j])
def test_what_json_cannot_hold_is_named(value):
    with pytest.raises(LayoutError, match="/a/0"):
        plain({"a": [value]})


def test_a_key_is_escaped_in_a_path():
    assert join("/row", "a/b~c") == "/row/a~1b~0c"
