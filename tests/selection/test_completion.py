"""What an expression may go on with, where the cursor stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selection.tables import small_table

from hdvis.data import Dataset
from hdvis.selection import complete, read_expression

TABLE = Dataset.from_arrays(
    np.zeros((4, 3)),
    names=["width", "my width", "height"],
    labels={"kind": ["red fox", "deer", "it's", "red"], "weight": [1.5, 2.5, 3.5, 4.5]},
)


def offered(text, place=None):
    return [made.text for made in complete(text, len(text) if place is None else place, TABLE)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wi", ["width", "`my width`"]),
        ("eigh", ["height", "weight"]),
        ("x > 1 and WEI", ["weight"]),
        ("`my", ["`my width`"]),
        ("kind == ", ["'deer'", '"it\'s"', "'red'", "'red fox'"]),
        ("kind != 're", ["'red'", "'red fox'"]),
        ("kind in ['deer', re", ["'red'", "'red fox'"]),
        ("kind not in [", ["'deer'", '"it\'s"', "'red'", "'red fox'"]),
        ("weight == 1", []),
        ("n", ["not", "none", "nearest(", "and", "in", "kind", "inside("]),
        ("'a text", []),
    ],
)
def test_columns_labels_and_words_are_offered(text, expected):
    assert sorted(offered(text)) == sorted(expected)


def test_what_begins_so_comes_before_what_only_holds_it():
    assert offered("wi") == ["width", "`my width`"]
    assert offered("n")[:3] == ["not", "none", "nearest("]


def test_an_offer_takes_the_place_of_what_was_begun():
    text = "kind == 're and width > 1"
    made = next(c for c in complete(text, 11, TABLE) if c.text == "'red fox'")
    text = text[: made.start] + made.text + text[made.end :]
    assert read_expression(text, TABLE).text() == "kind == 'red fox' and width > 1"


@given(st.text(max_size=30), st.integers(0, 40))
def test_any_text_can_be_gone_on_with(text, place):
    for made in complete(text, place, small_table()):
        assert 0 <= made.start <= made.end
