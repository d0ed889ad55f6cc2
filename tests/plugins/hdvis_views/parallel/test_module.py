"""Parallel Coordinate follows the session, and says what was brushed, moved and looked at."""

import numpy as np
import pytest
from hdvis_views.parallel import ParallelCoordinate

from hdvis.data import Dataset
from hdvis.selection import Clause, Focus, Range, Selection
from hdvis.state import Color, NamedFilter
from hdvis.testing import Harness, check_module


def dataset_of(n=300, d=6, labels=None, seed=0):
    values = np.random.default_rng(seed).normal(size=(n, d)) * np.arange(1, d + 1)
    return Dataset.from_arrays(values.astype(np.float32), labels=labels)


def say(room, frame, **message):
    room.parts(frame)[0]._handle_msg(message)
    room.settle()


def names_on(frame):
    return [axis["name"] for axis in frame.module.view.axes]


def plane_of(picture):
    return np.frombuffer(picture["plane"], np.uint8).reshape(picture["height"], picture["width"])


class Decoder:
    """A model in name only."""

    def forget(self, session):
        """Nothing is kept for anybody."""


@pytest.fixture
def room():
    with Harness(dataset_of()) as made:
        yield made


@pytest.fixture
def frame(room):
    return room.place(ParallelCoordinate)


def test_the_module_keeps_the_contract():
    check_module(ParallelCoordinate)


def test_brushes_are_one_clause(room, frame):
    say(room, frame, type="brush", axis="x1", ranges=[[0.5, 1.0]], live=True, mode=None)
    assert room.state.selection.live
    say(room, frame, type="brush", axis="x1", ranges=[[0.5, 1.0]], live=False, mode=None)
    say(room, frame, type="brush", axis="x3", ranges=[[0, 0.4], [0.6, 1]], live=False, mode=None)
    selection, columns = room.state.selection, room.state.table.columns
    assert len(selection.clauses) == 1
    assert not selection.live
    first, third = columns["x1"].unit_values, columns["x3"].unit_values
    expected = (first >= 0.5) & ((third <= 0.4) | (third >= 0.6))
    assert abs(int(selection.count(room.state.table)) - int(expected.sum())) <= 2
    assert set(frame.module.view.brushes) == {"x1", "x3"}
    say(room, frame, type="brush", axis="x3", ranges=[], live=False, mode=None)
    say(room, frame, type="brush", axis="x1", ranges=[], live=False, mode=None)
    assert not room.state.selection


def test_a_brush_replaced_by_another_view_vanishes(room, frame):
    say(room, frame, type="brush", axis="x1", ranges=[[0.5, 1.0]], live=False, mode=None)
    room.state.selection = room.state.selection.with_clause(Clause("other", Range("x0", 0, 1)))
    room.settle()
    assert frame.module.view.brushes == {}
    assert plane_of(frame.module.view.chosen).any()


def test_brushes_are_undone_together_with_the_selection(room, frame):
    say(room, frame, type="brush", axis="x1", ranges=[[0.5, 1.0]], live=False, mode=None)
    say(room, frame, type="brush", axis="x1", ranges=[[0.2, 0.3]], live=False, mode=None)
    room.undo.undo()
    room.settle()
    assert frame.module.view.brushes["x1"][0] == pytest.approx([0.5, 1.0], abs=1e-3)


def test_a_live_brush_is_answered_at_half_resolution(room, frame, monkeypatch):
    sent = []
    monkeypatch.setattr(frame.module.view, "send", lambda **message: sent.append(message))
    say(room, frame, type="brush", axis="x0", ranges=[[0, 0.5]], live=True, mode=None)
    (live,) = [m for m in sent if m["type"] == "chosen"]
    assert live["chosen"]["width"] == frame.module.view.base["width"] // 2
    say(room, frame, type="brush", axis="x0", ranges=[[0, 0.5]], live=False, mode=None)
    assert frame.module.view.chosen["width"] == frame.module.view.base["width"]
    assert (sent[-1]["type"], sent[-1]["live"]) == ("chosen", False)


def test_a_moved_axis_gives_the_order_to_the_user(room, frame):
    say(room, frame, type="order", names=["x2", "x0", "x1", "x3", "x4", "x5"])
    assert names_on(frame) == ["x2", "x0", "x1", "x3", "x4", "x5"]
    assert frame.module.rank == "given order"
    assert frame.module.columns[0] == "x2"
    say(room, frame, type="order", names=["x2", "nonsense"])
    assert names_on(frame)[0] == "x2"


def test_a_flipped_axis_is_drawn_upside_down(room, frame):
    before = frame.module.view.base["all"]
    say(room, frame, type="flip", axis="x1")
    assert frame.module.flipped == ["x1"]
    assert frame.module.view.axes[1]["flipped"]
    assert frame.module.view.base["all"] != before
    say(room, frame, type="flip", axis="x1")
    assert frame.module.view.base["all"] == before


def test_many_columns_are_ranked_and_turned_by_page():
    with Harness(dataset_of(d=64)) as room:
        frame = room.place(ParallelCoordinate)
        shown = names_on(frame)
        assert shown[0] in {"x63", "x62", "x61", "x60"}
        assert 4 <= len(shown) <= 16
        assert frame.part.caption == f"{len(shown)} of 64 columns, ranked by variance"
        say(room, frame, type="page", by=1)
        assert not set(names_on(frame)) & set(shown)
        assert frame.module.view.pages["before"] == len(shown)
        for _ in range(40):
            say(room, frame, type="page", by=1)
        assert frame.module.view.pages["after"] == 0


def test_a_narrow_page_shows_fewer_axes_and_keeps_the_order():
    with Harness(dataset_of(d=64)) as room:
        frame = room.place(ParallelCoordinate)
        say(room, frame, type="size", width=1200, height=300)
        wide = names_on(frame)
        assert len(wide) == 16
        order = [wide[1], wide[0], *wide[2:]]
        say(room, frame, type="order", names=order)
        say(room, frame, type="size", width=768, height=300)
        assert names_on(frame) == order[:13]


def test_what_separates_the_selection_comes_first_and_brushes_stay():
    dataset = dataset_of(n=2000, d=40)
    with Harness(dataset) as room:
        frame = room.place(ParallelCoordinate, rank="separation")
        values = dataset.vectors[:, 7]
        room.state.selection = Selection((Clause("other", Range("x7", float(values.mean()))),))
        room.settle()
        assert names_on(frame)[0] == "x7"
        assert "ranked by what separates the selection" in frame.part.caption
        name = names_on(frame)[2]
        say(room, frame, type="brush", axis=name, ranges=[[0.6, 1]], live=False, mode=None)
        assert names_on(frame)[0] == name


def test_ten_thousand_columns_are_offered_by_rank():
    values = np.random.default_rng(0).normal(size=(50, 10_000)).astype(np.float32)
    values[:, 1234] *= 100
    with Harness(Dataset.from_arrays(values)) as room:
        frame = room.place(ParallelCoordinate)
        assert names_on(frame)[0] == "x1234"
        assert "of 10,000 columns, ranked by variance" in frame.part.caption


@pytest.mark.parametrize("n", [200, 5000])
@pytest.mark.parametrize("column", ["kind", "x0"])
def test_lines_take_the_colour_that_views_share(n, column):
    kinds = np.array(["a", "b"])[np.arange(n) % 2]
    with Harness(dataset_of(n=n, labels={"kind": kinds}), slots={"color": Color(column)}) as room:
        frame = room.place(ParallelCoordinate)
        base = frame.module.view.base
        assert ("rgba" in base) == (column == "kind")
        assert ("mean" in base) == (column == "x0")
        assert frame.module.view.legend["title"] == column
        assert frame.part.caption.endswith(f"colour {column}")
        say(room, frame, type="brush", axis="x0", ranges=[[0.4, 1]], live=False, mode=None)
        assert ("rgba" in frame.module.view.chosen) == (column == "kind")


def test_filtered_rows_are_not_drawn(room, frame):
    room.state.filters = (NamedFilter("none", Range("x0", 1e6)),)
    room.settle()
    assert not any(frame.module.view.base["all"])


def test_missing_columns_say_so_and_leave_gaps():
    values = np.random.default_rng(0).normal(size=(100, 3)).astype(np.float32)
    values[:, 1] = np.nan
    with Harness(Dataset.from_arrays(values)) as room:
        frame = room.place(ParallelCoordinate)
        assert [a["note"] for a in frame.module.view.axes] == ["", "no finite values in x1", ""]
        room.state.focus = Focus(row=4)
        room.settle()
        assert frame.module.view.focus[1] is None
        assert None not in (frame.module.view.focus[0], frame.module.view.focus[2])


def test_categories_and_times_are_axes_in_words():
    days = np.array(["2024-01-01", "2024-03-01", "2024-02-01"], "datetime64[D]")
    labels = {"kind": ["b", "a", "c"], "day": days}
    with Harness(Dataset.from_arrays(np.eye(3)[:, :1], labels=labels)) as room:
        frame = room.place(ParallelCoordinate)
        axes = {axis["name"]: axis for axis in frame.module.view.axes}
        names = [name for _, name in axes["kind"]["ticks"]]
        assert sorted(names) == ["a", "b", "c"]
        assert [place for place, _ in axes["kind"]["ticks"]] == [0, 0.5, 1]
        assert (axes["day"]["low"], axes["day"]["high"]) == ("2024-01-01", "2024-03-01")
        say(room, frame, type="brush", axis="kind", ranges=[[0.4, 0.6]], live=False, mode=None)
        assert room.state.selection.text() == f"kind == {names[1]!r}"
        say(room, frame, type="brush", axis="kind", ranges=[], live=False, mode=None)
        say(room, frame, type="brush", axis="day", ranges=[[0.0, 0.1]], live=False, mode=None)
        assert room.state.selection.rows(room.state.table).tolist() == [0]


@pytest.mark.parametrize("values", [np.arange(9.0)[:, None], np.full((9, 1), 3.0)])
def test_one_column_is_enough(values):
    with Harness(Dataset.from_arrays(values)) as room:
        frame = room.place(ParallelCoordinate)
        assert names_on(frame) == ["x0"]
        assert any(frame.module.view.base["all"])
        say(room, frame, type="click", x=0.5, y=0.5)
        assert room.state.focus.row == (4 if values[0] == 0 else 0)


def test_a_click_focuses_the_line_and_its_heights_come_back(room, frame):
    columns = room.state.table.columns
    row, view = 17, frame.module.view
    across = 2 / 5
    say(room, frame, type="click", x=across, y=float(columns["x2"].unit_values[row]))
    found = room.state.focus.row
    near = columns["x2"].unit_values[[found, row]]
    assert abs(near[0] - near[1]) < 1 / 300
    expected = [float(columns[f"x{i}"].unit_values[found]) for i in range(6)]
    assert view.focus == pytest.approx(expected)
    assert not view.handles


def test_a_hover_names_the_row_and_draws_its_line(room, frame, monkeypatch):
    sent = []
    monkeypatch.setattr(frame.module.view, "send", lambda **message: sent.append(message))
    say(room, frame, type="hover", x=0.0, y=float(room.state.table.columns["x0"].unit_values[3]))
    (card,) = sent
    assert [name for name, _ in card["values"][:3]] == ["row", "x0", "x1"]
    assert len(card["line"]) == 6


def test_a_handle_frees_the_row_and_moves_one_coordinate(room, frame):
    dataset = room.state.dataset
    room.state.focus = Focus(row=5)
    say(room, frame, type="handle", axis="x2", share=1.0, live=True)
    assert not room.state.focus.is_free
    room.state.model = Decoder()
    room.settle()
    assert frame.module.view.handles
    say(room, frame, type="handle", axis="x2", share=1.0, live=True)
    focus = room.state.focus
    assert (focus.row, focus.space) == (5, dataset.primary)
    expected = dataset.vectors[5].copy()
    expected[2] = dataset.vectors[:, 2].max()
    assert np.array_equal(focus.point, expected)
    assert np.array_equal(dataset.vectors[5, 3:], focus.point[3:])
    say(room, frame, type="handle", axis="x0", share=0.0, live=False)
    assert room.state.focus.point[2] == expected[2]
    assert frame.module.view.focus[0] == pytest.approx(0)


def test_sessions_share_the_axis_tables():
    dataset = dataset_of(n=5000)
    with Harness(dataset) as one, Harness(dataset) as other:
        first, second = (room.place(ParallelCoordinate).module for room in (one, other))
        assert first._planes.table is second._planes.table
        say(one, one.panes["m0"], type="order", names=["x5", "x0", "x1", "x2", "x3", "x4"])
        assert first._planes.table is second._planes.table
