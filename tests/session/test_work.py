"""What was done in a session is plain JSON and comes back, whoever wrote it."""

import json

import numpy as np
import pytest

from hdvis import Dataset, Visualizer
from hdvis.selection import Clause, Range, Rows, Selection
from hdvis.session.work import resume, work_of
from hdvis.state import Color, NamedFilter

ROWS = Dataset.from_arrays(np.arange(12.0).reshape(6, 2), labels={"kind": list("aabbcc")})


@pytest.fixture
def vis():
    made = Visualizer({"row": ["Table", "Scatter Plot"]}, dataset=ROWS)
    yield made
    made.stop()


def worked(vis):
    session = vis.open()
    state = session.state
    some = Selection((Clause("m", Range("x0", 2, 9), "replace", ((2, 9),), "brush"),))
    state.selection = some
    state.saved = {"some": some, "two": Selection((Clause("t", Rows.of([1, 4])),))}
    state.filters = (NamedFilter("low", Range("x1", 0, 9), inverted=True, active=False),)
    state.color = Color("x1")
    vis.focus(row=3)
    return session


def test_work_goes_through_json_and_comes_back(vis):
    first, second = worked(vis), vis.open()
    assert resume(second, json.loads(json.dumps(work_of(first).plain())))
    one, two = first.state, second.state
    assert two.selection.rows(two.table).tolist() == one.selection.rows(one.table).tolist()
    assert two.selection.clauses[0].extent == ((2, 9),)
    assert two.saved["two"].rows(two.table).tolist() == [1, 4]
    assert (two.filters, two.color, two.focus.row) == (one.filters, one.color, 3)
    assert not second.undo.history.past


def test_the_layout_comes_back_too(vis):
    first, second = vis.open(), vis.open()
    vis.layout = "Table"
    first.arrange(vis.layout)
    resume(second, work_of(first).plain())
    assert [pane.module.title for pane in second.panes.values()] == ["Table"]


def test_work_on_other_data_is_left_alone(vis):
    work = work_of(worked(vis)).plain()
    vis.data.set_data(np.ones((6, 2)))
    session = vis.open()
    assert not resume(session, work)
    assert not session.state.selection


@pytest.mark.parametrize(
    "hostile",
    [{"selection": "x"}, {"selection": [{"predicate": "__import__('os')"}]}, {"saved": [1]},
     {"filters": [{"name": 3}]}, {"focus": {"row": 99, "point": None, "space": ""}},
     {"color": {"column": "nope", "palette": "", "middle": None}}, {"layout": {"row": 3}},
     {"selection": [{"source": "m", "predicate": "nope > 1", "mode": "replace", "gesture": ""}]},
     {"theme": "<b>"}],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_left_out(vis, hostile):
    session = vis.open()
    work = work_of(session).plain()
    assert resume(session, {**work, **hostile})
    assert not session.state.selection
    assert session.state.focus is None
    assert session.state.theme == "light"
    assert len(session.panes) == 2


def test_a_tab_is_asked_once(vis):
    session, page = vis.open(), vis.app.page()
    sent = []
    page.shell.send = lambda **message: sent.append(message)
    page._on_message({"type": "ready", "work": None})
    vis.select([1, 2])
    (kept,) = [m["work"] for m in sent if m["type"] == "keep"][-1:]
    fresh = vis.open().notify
    fresh._on_message({"type": "ready", "work": kept})
    assert vis.selection.rows().tolist() == [1, 2]
    vis.select([0])
    fresh._on_message({"type": "ready", "work": kept})
    assert vis.selection.rows().tolist() == [0]
    for junk in (None, 3, "{", "[]", "{}", "x" * (2 << 20)):
        vis.open().notify._on_message({"type": "ready", "work": junk})
    assert not vis.selection
    assert session.is_open
