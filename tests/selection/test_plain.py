"""What was selected and looked at comes back from JSON as it was."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selection.tables import predicates, small_table

from hdvis.data import Column
from hdvis.errors import DataError
from hdvis.selection import (
    MODES,
    Clause,
    Focus,
    Range,
    Selection,
    focus_from_plain,
    focus_to_plain,
    selection_from_plain,
    selection_to_plain,
)

TABLE = small_table()


def again(selection):
    text = json.dumps(selection_to_plain(selection, TABLE), allow_nan=False)
    return selection_from_plain(json.loads(text))


@given(st.lists(st.tuples(predicates, st.sampled_from(MODES)), max_size=4))
def test_a_selection_comes_back_with_the_same_rows(clauses):
    selection = Selection(
        tuple(Clause(f"s{i}", p, mode, gesture=str(i)) for i, (p, mode) in enumerate(clauses))
    )
    np.testing.assert_array_equal(again(selection).mask(TABLE), selection.mask(TABLE))


def test_what_was_drawn_comes_back_as_a_view_keeps_it():
    extent = {"kind": "box", "points": ((np.float32(0.5), 1), (2, 3.25)), "columns": ("x", "y")}
    (clause,) = again(Selection((Clause("scatter", Range("x", 0, 1), extent=extent, gesture="g"),)))
    assert clause.extent == extent
    assert clause.key == ("scatter", "g")


def test_a_computed_column_becomes_its_rows():
    computed = Column("cluster", np.arange(TABLE.n) % 3.0)
    clause = Clause("c", Range("cluster", 1, 1), extent={"k": 1}, columns={"cluster": computed})
    (back,) = again(Selection((clause,)))
    np.testing.assert_array_equal(np.flatnonzero(back.predicate.mask(TABLE)) % 3, 1)
    assert (back.extent, back.predicate.names()) == (None, frozenset())


def test_an_endless_drawing_is_left_out():
    (back,) = again(Selection((Clause("c", Range("x", 0, np.inf), extent={"x": ((0, np.inf),)}),)))
    assert back.extent is None


@pytest.mark.parametrize(
    "found",
    [None, {}, [3], [{}], [{"source": "s", "predicate": "x > 1", "mode": "?", "gesture": ""}],
     [{"source": "s", "predicate": "import os", "mode": "add", "gesture": ""}]],
)  # fmt: skip
def test_anything_else_is_refused(found):
    with pytest.raises(DataError):
        selection_from_plain(found)


@pytest.mark.parametrize(
    "focus",
    [Focus(0), Focus(7), Focus(None, np.array([0.1, 2, 3]), "latent space"),
     Focus(3, np.zeros(3), "latent space")],
)  # fmt: skip
def test_a_focus_comes_back(focus):
    back = focus_from_plain(json.loads(json.dumps(focus_to_plain(focus))), TABLE)
    assert (back.row, back.space) == (focus.row, focus.space)
    assert (back.point is None) == (focus.point is None)
    assert focus.point is None or np.array_equal(back.point, focus.point)


@pytest.mark.parametrize(
    "found",
    [None, {"row": 200, "point": None, "space": ""}, {"row": -1, "point": None, "space": ""},
     {"row": None, "point": [1, 2], "space": "latent space"},
     {"row": None, "point": [1, 2, 3], "space": "gone"}, {"row": "1"}],
)  # fmt: skip
def test_a_focus_on_nothing_is_none(found):
    assert focus_from_plain(found, TABLE) is None
