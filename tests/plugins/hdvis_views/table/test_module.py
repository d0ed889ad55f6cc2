"""The Table follows the session and publishes what is clicked."""

import csv
import io

import numpy as np
import pytest
from hdvis_views.table import Table

from hdvis.data import Dataset
from hdvis.selection import Clause, Focus, OneOf, Range, Selection
from hdvis.state import NamedFilter
from hdvis.testing import Harness, check_module


class Bench:
    """A table in a room, and what it sends to its browser."""

    def __init__(self, room, **options):
        self.room = room
        self.frame = room.place(Table, **options)
        self.module, self.view, self.sent = self.frame.module, self.frame.module.view, []
        self.view.send = lambda **message: self.sent.append(message)
        self.say(type="view", first=0, count=50, start=0, stop=9, stamp=self.view.stamp)

    def say(self, **message):
        self.view._handle_msg(message)
        self.room.settle()
        assert self.room.failure(self.frame) == ""

    def click(self, place, how=""):
        self.say(type="click", place=place, how=how, stamp=self.view.stamp)

    def window(self, **more):
        self.sent.clear()
        self.say(type="view", **{"first": 0, "count": 9, "start": 0, "stop": 3, **more},
                 stamp=self.view.stamp)  # fmt: skip
        return self.sent[-1]

    def selected(self):
        return self.room.state.selection.rows(self.room.state.table).tolist()


@pytest.fixture
def bench(digits):
    labels = {"digit": digits.target}
    with Harness(Dataset.from_arrays(digits.data, labels=labels, images=digits.images)) as room:
        yield Bench(room)


def test_the_module_keeps_the_contract():
    check_module(Table)


def test_only_the_cells_in_view_are_sent(bench, digits):
    made = bench.window(first=1790, count=50, start=1, stop=4)
    assert made["rows"] == list(range(1790, 1797))
    assert made["cells"] == [[f"{v:.0f}" for v in digits.data[1790:, i]] for i in range(3)]
    assert made["sheet"]["data"][:4] == b"\x89PNG"
    assert [c["label"] for c in bench.view.columns][:2] == ["digit", "x0"]


def test_a_header_sorts_up_then_down_then_not_at_all(bench, digits):
    firsts = []
    for _ in range(3):
        bench.say(type="sort", column=5)
        firsts.append((bench.view.sorted, bench.window()["rows"][0], bench.module.caption))
    up, down = (
        np.argsort(digits.data[:, 4], kind="stable"),
        np.argsort(-digits.data[:, 4], kind="stable"),
    )
    assert firsts[0] == ([5, False], up[0], "1,797 rows, sorted by x4")
    assert firsts[1] == ([5, True], down[0], "1,797 rows, sorted by x4, largest first")
    assert firsts[2] == ([], 0, "1,797 rows")


def test_the_selection_of_another_view_stands_first(bench, digits):
    bench.room.state.selection = Selection((Clause("other", OneOf("digit", (4,))),))
    bench.room.settle()
    made = bench.window(count=500)
    assert made["rows"][:181] == np.flatnonzero(digits.target == 4).tolist()
    assert made["chosen"] == [True] * 181 + [False] * 319
    assert bench.module.caption == "1,797 rows, 181 selected first"
    bench.module.only = True
    bench.room.settle()
    assert bench.view.count == 181


def test_clicks_focus_and_select(bench):
    bench.click(7)
    assert bench.room.state.focus.row == 7
    assert bench.selected() == []
    bench.click(10, "range")
    assert bench.selected() == [7, 8, 9, 10]
    bench.click(9, "toggle")
    bench.click(20, "toggle")
    assert bench.selected() == [7, 8, 10, 20]
    bench.click(22, "extend")
    assert bench.selected() == [7, 8, 10, 20, 21, 22]
    assert bench.window(count=30)["rows"] == list(range(30)), "rows moved under the pointer"
    bench.room.undo.undo()
    bench.room.settle()
    assert bench.selected() == [7, 8, 10, 20]
    assert bench.window()["rows"][:4] == [7, 8, 10, 20]


def test_a_row_taken_out_again_leaves_no_selection(bench):
    bench.click(3, "toggle")
    bench.click(3, "toggle")
    assert not bench.room.state.selection


def test_a_toggled_row_leaves_the_selection_of_another_view(bench):
    bench.room.state.selection = Selection((Clause("other", Range("x2", 15)),))
    bench.room.settle()
    before = bench.selected()
    bench.click(0, "toggle")
    assert bench.selected() == before[1:]


def test_a_focus_made_elsewhere_scrolls_the_table(bench):
    bench.room.state.focus = Focus(row=1500)
    bench.room.settle()
    assert bench.sent[-1] == {"type": "reveal", "place": 1500}
    assert bench.view.picked == 1500
    bench.say(type="move", to=1796)
    assert bench.room.state.focus.row == 1796


def test_clicks_on_rows_that_have_moved_are_ignored(bench):
    old = bench.view.stamp
    bench.say(type="sort", column=5)
    bench.say(type="click", place=3, how="", stamp=old)
    assert bench.room.state.focus is None


def test_filters_and_search_narrow_the_rows(bench, digits):
    bench.room.state.filters = (NamedFilter("odd", OneOf("digit", (1, 3, 5))),)
    bench.room.settle()
    assert bench.view.count == np.isin(digits.target, (1, 3, 5)).sum()
    bench.say(type="search", text="x2 > 8")
    expected = np.isin(digits.target, (1, 3, 5)) & (digits.data[:, 2] > 8)
    assert bench.view.count == expected.sum()
    total = np.isin(digits.target, (1, 3, 5)).sum()
    assert bench.module.caption == f"{expected.sum()} of {total} rows"
    bench.say(type="search", text="x2 > > 8")
    assert "invalid syntax" in bench.view.problem
    assert bench.view.count == expected.sum(), "a slip of the keyboard lost the rows"
    bench.say(type="search", text="")
    assert bench.view.problem == ""


def test_columns_are_moved_and_widened(bench):
    bench.say(type="drop", column=5, before=0)
    assert bench.module.shown_columns[:3] == ["x4", "digit", "x0"]
    bench.say(type="drop", column=0, before=3)
    assert bench.module.shown_columns[:3] == ["digit", "x0", "x4"]
    bench.say(type="width", column=1, width=300)
    assert bench.module.widths == {"x0": 300}


def test_the_selected_rows_are_exported_in_their_order(bench, digits):
    bench.click(3, "toggle")
    bench.click(9, "toggle")
    bench.say(type="sort", column=3)
    bench.sent.clear()
    bench.say(type="export", form="csv")
    header, *lines = csv.reader(io.StringIO(bench.sent[-1]["data"].decode()))
    rows = sorted([3, 9], key=lambda row: digits.data[row, 2])
    assert [int(line[0]) for line in lines] == rows
    assert header[:2] == ["row", "digit"]
    assert [float(t) for t in lines[0][2:]] == digits.data[rows[0]].tolist()
    bench.say(type="export", form="npy")
    assert np.load(io.BytesIO(bench.sent[-1]["data"])).tolist() == rows


def test_what_is_searched_for_becomes_the_selection(bench, digits):
    bench.say(type="search", text="x2 > 8 and digit == 3")
    bench.say(type="choose", mode=None)
    expected = (digits.data[:, 2] > 8) & (digits.target == 3)
    assert bench.selected() == np.flatnonzero(expected).tolist()
    assert bench.room.state.selection.text() == "x2 > 8 and digit == 3"
    bench.say(type="search", text="4")
    bench.say(type="choose", mode="add")
    assert bench.selected() == np.flatnonzero(expected | (digits.target == 4)).tolist()
    bench.say(type="search", text="")
    bench.say(type="choose", mode=None)
    assert bench.room.state.selection


def test_a_selection_made_elsewhere_is_looked_at_whatever_row_is_in_focus(bench):
    bench.room.state.focus = Focus(row=1500)
    bench.room.settle()
    bench.say(type="view", first=1490, count=9, start=0, stop=3, stamp=bench.view.stamp)
    bench.sent.clear()
    bench.room.state.selection = Selection((Clause("other", OneOf("digit", (4,))),))
    bench.room.settle()
    assert {"type": "reveal", "place": 0} in bench.sent
    assert bench.module.caption == "1,797 rows, 181 selected first"
    bench.sent.clear()
    bench.click(3, "toggle")
    assert not any(message["type"] == "reveal" and not message["place"] for message in bench.sent)
