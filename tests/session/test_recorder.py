"""What is done in one session is there in the next, undo included."""

import numpy as np
import pytest

from hdvis.app import Visualizer
from hdvis.data import Dataset
from hdvis.selection import Clause, Focus, Range, Rows, Selection, parse_expression
from hdvis.session.recorder import Recorder
from hdvis.session.restore import restore
from hdvis.state import Color, NamedFilter
from hdvis.workspace import Edit, Workspace


class Kept:
    """A workspace in memory: edits are applied when they are put."""

    def __init__(self):
        self.workspace, self.edits = Workspace(), []

    def put(self, spell):
        edit = spell()
        self.edits.append(edit)
        self.workspace = self.workspace.edited(edit)


@pytest.fixture(scope="module")
def dataset():
    rng = np.random.default_rng(3)
    labels = {"kind": np.array(["a", "b", "c"])[rng.integers(0, 3, 200)]}
    return Dataset.from_arrays(rng.normal(size=(200, 4)), labels=labels)


def opened(dataset):
    vis = Visualizer({"row": ["Scatter Plot", "Parallel Coordinate"]}, dataset=dataset)
    return vis.open()


@pytest.fixture
def session(dataset):
    made = opened(dataset)
    yield made
    made.close()


def select(session, text, source="script"):
    session.state.selection = Selection((Clause(source, parse_expression(text)),))


def again(dataset, kept):
    session = opened(dataset)
    problems = restore(session, kept.workspace)
    return session, problems


def texts(history):
    return [step["selection"].text() for step in (*history.past, history.present, *history.future)]


def test_a_session_goes_on_where_another_was(session, dataset):
    kept = Kept()
    Recorder(session, kept.put)
    state = session.state
    select(session, "x0 > 0.5")
    state.saved = {"right": state.selection}
    state.filters = (NamedFilter("left", Range("x1", -9, 0), inverted=True),)
    state.focus = Focus(7)
    state.color = Color("x2", "viridis", 0.5)
    next_session, problems = again(dataset, kept)
    other = next_session.state
    assert problems == []
    assert other.selection.text() == "x0 > 0.5"
    assert other.saved["right"].text() == "x0 > 0.5"
    assert other.filters == state.filters
    assert (other.focus.row, other.color) == (7, state.color)


def test_undo_goes_back_further_than_the_session(session, dataset):
    kept = Kept()
    Recorder(session, kept.put)
    for text in ("x0 > 0", "x1 > 0", "x2 > 0"):
        select(session, text)
    session.undo.undo()
    other, _ = again(dataset, kept)
    assert texts(other.undo.history) == texts(session.undo.history)
    other.undo.undo()
    assert other.state.selection.text() == "x0 > 0"
    other.undo.redo()
    other.undo.redo()
    assert other.state.selection.text() == "x2 > 0"


def test_a_walk_of_undo_and_redo_is_kept_as_it_was(session, dataset):
    kept = Kept()
    Recorder(session, kept.put)
    dice = np.random.default_rng(4)
    for step in range(60):
        match dice.integers(0, 4):
            case 0:
                session.undo.undo()
            case 1:
                session.undo.redo()
            case _:
                select(session, f"x0 > {step}")
    other, _ = again(dataset, kept)
    assert texts(other.undo.history) == texts(session.undo.history)


def test_a_drag_is_kept_when_it_ends(session):
    kept = Kept()
    Recorder(session, kept.put)
    clause = Clause("view", Range("x0", 0, 1))
    before = len(kept.edits)
    session.state.selection = Selection((clause,), live=True)
    assert len(kept.edits) == before
    session.state.selection = Selection((clause,))
    assert len(kept.edits) == before + 1


def test_the_arrangement_is_kept(session):
    kept = Kept()
    Recorder(session, kept.put)
    scatter = next(p.module for p in session.panes.values() if p.module.title == "Scatter Plot")
    scatter.x = "x3"
    layout = kept.workspace.parts["layout"]
    assert "x3" in str(layout)


def test_what_no_longer_fits_is_said_and_the_rest_comes_back(session, dataset):
    kept = Kept()
    Recorder(session, kept.put)
    select(session, "x0 > 1")
    session.state.focus = Focus(150)
    kept.put(lambda: Edit("set", {"filters": [{"name": "gone", "text": "gone > 1"}]}))
    smaller = Dataset.from_arrays(np.zeros((100, 2)), names=["x0", "b"])
    other, problems = again(smaller, kept)
    assert other.state.selection.text() == "x0 > 1"
    assert other.state.focus is None
    assert ["filters: got" in problem for problem in problems] == [True]


def test_a_large_selection_of_rows_comes_back(session, dataset):
    kept = Kept()
    Recorder(session, kept.put)
    rows = np.random.default_rng(0).permutation(200)[:90]
    session.state.selection = Selection((Clause("lasso", Rows.of(rows)),))
    other, _ = again(dataset, kept)
    np.testing.assert_array_equal(other.state.selection.rows(other.state.table), np.sort(rows))


def test_a_stopped_recorder_hears_nothing(session):
    kept = Kept()
    recorder = Recorder(session, kept.put)
    recorder.stop()
    before = len(kept.edits)
    select(session, "x0 > 0")
    session.state.focus = Focus(1)
    assert len(kept.edits) == before
