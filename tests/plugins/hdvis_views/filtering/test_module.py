"""Filters are made, changed and taken away, and every view is told."""

import numpy as np
import pytest
from hdvis_views.filtering import Filtering

from hdvis.data import Dataset
from hdvis.selection import Clause, OneOf, Range, Rows, Selection
from hdvis.testing import Harness, check_module


class Bench:
    """A Filtering in a room, told what a browser would tell it."""

    def __init__(self, room):
        self.room, self.state = room, room.state
        self.frame = room.place(Filtering)
        self.module, self.view = self.frame.module, self.frame.module.view

    def say(self, type, **message):
        self.view._handle_msg({"type": type, **message})
        self.room.settle()
        assert self.room.failure(self.frame) == ""

    def column(self, label):
        return [c["label"] for c in self.view.columns].index(label)

    def shown(self):
        table = self.state.table
        shown = np.ones(table.n, bool)
        for active in (f for f in self.state.filters if f.active):
            shown &= active.effective.mask(table)
        return int(shown.sum())


@pytest.fixture
def bench(digits):
    many = [f"label {i % 70:02}" for i in range(1797)]
    labels = {"digit": digits.target, "many": many}
    with Harness(Dataset.from_arrays(digits.data, labels=labels)) as room:
        yield Bench(room)


def test_the_module_keeps_the_contract():
    check_module(Filtering)


def test_a_range_is_drawn_previewed_and_added(bench, digits):
    bench.say("begin", column=bench.column("x20"))
    draft = bench.view.draft
    assert sum(draft["bars"]) == 1797
    assert draft["ends"] == [0.0, 1.0]
    bench.say("ends", shares=[0.5, 1.0])
    expected = int((digits.data[:, 20] >= 8).sum())
    assert bench.view.draft["count"] == f"keeps {expected:,} of 1,797"
    assert bench.state.filters == ()
    bench.say("apply", name="upper half")
    (made,) = bench.state.filters
    assert (made.name, made.predicate) == ("upper half", Range("x20", 8.0))
    assert bench.module.caption == f"{expected:,} of 1,797 rows shown"
    assert bench.view.counts == [f"{expected:,}"]
    assert bench.view.draft is None


def test_ends_can_be_typed_and_a_slip_is_explained(bench):
    bench.say("begin", column=bench.column("x20"))
    bench.say("typed_ends", texts=["3", "4"])
    assert bench.view.draft["texts"] == ["3", "4"]
    bench.say("typed_ends", texts=["three", "4"])
    assert "got 'three', expected a number" in bench.view.problem
    bench.say("apply", name="")
    assert bench.state.filters[0].predicate == Range("x20", 3, 4)
    assert bench.state.filters[0].name == "filter"


def test_labels_are_counted_searched_and_ticked(bench, digits):
    bench.say("begin", column=bench.column("many"))
    draft = bench.view.draft
    assert len(draft["entries"]) == 50
    assert draft["rest"]["labels"] == 20
    listed = sum(int(entry["count"]) for entry in draft["entries"])
    assert draft["rest"]["count"] == f"{1797 - listed:,}"
    bench.say("tick", code=-1)
    assert bench.view.draft["count"] == f"keeps {listed:,} of 1,797"
    bench.say("tick_all", on=False)
    bench.say("look", text="LABEL 69")
    (entry,) = bench.view.draft["entries"]
    bench.say("tick", code=entry["code"])
    bench.say("apply", name="one")
    assert bench.state.filters[0].predicate == OneOf("many", ("label 69",))


def test_an_expression_shows_what_is_wrong_and_near_names(bench):
    bench.say("begin", column=-1)
    assert bench.view.problem == ""
    bench.say("expression", text="digits == 7")
    assert "no column named 'digits'; did you mean digit?" in bench.view.problem
    bench.say("apply", name="sevens")
    assert bench.state.filters == ()
    bench.say("expression", text="__import__('os').getcwd() == 7")
    assert bench.view.problem
    bench.say("expression", text="digit == 7 and x20 > 3")
    assert bench.view.problem == ""
    bench.say("apply", name="sevens")
    assert bench.state.filters[0].predicate.text() == "digit == 7 and x20 > 3"


def test_the_selection_is_kept_or_dropped(bench, digits):
    bench.say("from_selection", keep=True)
    assert "nothing is selected" in bench.view.problem
    bench.state.selection = Selection((Clause("other", OneOf("digit", (4,))),))
    bench.room.settle()
    fours = int((digits.target == 4).sum())
    bench.say("from_selection", keep=False)
    assert bench.shown() == 1797 - fours
    bench.say("from_selection", keep=True)
    assert bench.shown() == 0
    assert [f.name for f in bench.state.filters] == ["selection dropped", "selection kept"]


def test_a_filter_rests_inverts_is_renamed_edited_and_removed(bench, digits):
    bench.say("begin", column=-1)
    bench.say("expression", text="digit == 7")
    bench.say("apply", name="sevens")
    sevens = int((digits.target == 7).sum())
    bench.say("invert", index=0)
    assert bench.shown() == 1797 - sevens
    bench.say("toggle", index=0)
    assert bench.shown() == 1797
    bench.say("rename", index=0, name="  not sevens ")
    bench.say("edit", index=0)
    assert bench.view.draft["kind"] == "choice"
    assert bench.view.draft["title"] == "not sevens"
    bench.say("tick_all", on=True)
    bench.say("apply", name="not sevens")
    (made,) = bench.state.filters
    assert (made.name, made.inverted, made.active) == ("not sevens", True, False)
    bench.say("remove", index=0)
    assert bench.state.filters == ()
    for _ in range(3):
        bench.room.undo.undo()
    bench.room.settle()
    assert bench.shown() == 1797
    bench.room.undo.undo()
    assert bench.shown() == 1797 - sevens


def test_a_filter_selects_the_rows_it_keeps(bench, digits):
    bench.state.selection = Selection((Clause("other", Rows.of([1, 2])),))
    bench.say("begin", column=-1)
    bench.say("expression", text="digit == 7")
    bench.say("apply", name="sevens")
    bench.say("choose", index=0)
    rows = bench.state.selection.rows(bench.state.table)
    assert rows.tolist() == np.flatnonzero(digits.target == 7).tolist()


def test_a_function_is_defined_from_numeric_columns(bench):
    places = [bench.column(name) for name in ("x1", "x2", "x3")]
    bench.say("function", domain=places[:2], range=places[2], norm="scaled")
    function = bench.state.function
    assert (function.domain, function.range, function.norm) == (("x1", "x2"), "x3", "scaled")
    assert bench.view.function["words"] == "x3 over 2 columns"
    assert "repeat the domain values" in bench.view.function_problem
    bench.say("function", domain=[], range=places[0], norm="none")
    assert "no domain columns" in bench.view.function_problem
    assert bench.state.function is function


def test_messages_that_make_no_sense_change_nothing(bench):
    bench.say("toggle", index=5)
    bench.say("begin", column=9999)
    bench.say("apply", name="x")
    bench.say("ends", shares=[0, 1])
    bench.say("tick", code=3)
    bench.say("function", range=1)
    assert bench.state.filters == ()


def test_a_bar_of_the_histogram_becomes_the_selection(bench, digits):
    bench.say("begin", column=bench.column("x2"))
    bars, values = bench.view.draft["bars"], digits.data[:, 2]
    low, high = values.min(), values.max()
    edges = np.linspace(low, high, 52)
    for index in (0, 25, 50):
        bench.say("bar", index=index, mode=None)
        inside = (values >= edges[index]) & (values < edges[index + 1])
        inside |= (index == 50) & (values == high)
        found = bench.state.selection.rows(bench.state.table)
        assert found.tolist() == np.flatnonzero(inside).tolist()
    assert len(bars) == 51
    bench.say("bar", index=51, mode=None)
    assert bench.state.selection.rows(bench.state.table).tolist() == found.tolist()


def test_what_the_form_says_becomes_the_selection(bench, digits):
    bench.say("begin", column=-1)
    bench.say("expression", text="x2 > 8")
    bench.say("choose", mode=None)
    assert bench.state.selection.text() == "x2 > 8"
    assert bench.state.filters == ()
    bench.say("expression", text="x2 > > 8")
    bench.say("choose", mode=None)
    assert "invalid syntax" in bench.view.problem
    assert bench.state.selection.text() == "x2 > 8"
