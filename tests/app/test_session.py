"""A session without a page: every answer is there when a call returns, on whatever thread."""

import gc
import threading
import weakref

import numpy as np
import pytest
from app.views import Faulty

from hdvis.errors import HdvisError
from hdvis.layout import parse_layout
from hdvis.selection import Clause, Focus, Range, Rows, Selection
from hdvis.state import NamedFilter


def only(session):
    """The module of the only pane."""
    (frame,) = session.panes.values()
    return frame.module


def told(session, **message):
    """What the page's header does with a message from the browser."""
    session.notify._on_message(message)
    return session.state


def test_a_selection_reaches_the_views_before_the_call_returns(visualizer):
    vis = visualizer()
    session = vis.open()
    vis.select("x0 > 0.5")
    assert only(session).caption == "3"
    assert session.notify.shell.selected == "3 selected · 75.0 %"
    assert vis.selection.rows().tolist() == [1, 2, 3]


def test_any_thread_may_speak_to_a_session_through_do(visualizer):
    vis = visualizer()
    session, raised = vis.open(), []

    def work(lo):
        try:
            for _ in range(20):
                vis.select(f"x0 > {lo}")
                vis.selection.rows()
        except Exception as error:
            raised.append(error)

    threads = [threading.Thread(target=work, args=(lo,)) for lo in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == []
    assert only(session).caption == str(vis.selection.count())
    session.state.theme = "dark"  # the thread that made it still owns it


def test_undo_redo_and_named_selections(visualizer):
    session = visualizer().open()
    state, first, second = session.state, Rows.of([0]), Rows.of([1, 2])
    for predicate in (first, second):
        state.selection = Selection((Clause("a", predicate),))
    told(session, type="name", name="pair")
    told(session, type="undo")
    assert not state.saved
    told(session, type="redo")
    assert set(state.saved) == {"pair"}
    for _ in range(2):
        told(session, type="undo")
    assert state.selection.rows(state.table).tolist() == [0]
    assert session.notify.shell.can_redo
    for _ in range(2):
        told(session, type="redo")
    assert state.selection.rows(state.table).tolist() == [1, 2]
    told(session, type="select", what="none")
    assert not state.selection
    told(session, type="recall", name="pair")
    assert state.selection.rows(state.table).tolist() == [1, 2]
    assert session.notify.shell.saved == ["pair"]


def test_all_none_and_invert(visualizer):
    session = visualizer().open()
    state = told(session, type="select", what="all")
    assert state.selection.count(state.table) == 4
    told(session, type="select", what="invert")
    assert state.selection.count(state.table) == 0
    told(session, type="select", what="none")
    told(session, type="select", what="invert")
    assert state.selection.count(state.table) == 4
    state.selection = Selection((Clause("a", Rows.of([0])),))
    told(session, type="select", what="invert")
    assert state.selection.rows(state.table).tolist() == [1, 2, 3]
    told(session, type="undo")
    assert state.selection.rows(state.table).tolist() == [0]


def test_filters_count_only_rows_that_are_shown(visualizer):
    session = visualizer().open()
    session.state.filters = (NamedFilter("low", Range("x0", 0, 1)),)
    session.state.selection = Selection((Clause("a", Rows.of([0, 3])),))
    assert session.notify.shell.selected == "1 selected · 50.0 %"


def test_what_is_read_aloud_is_of_now(visualizer):
    session = visualizer().open()
    shell, state = session.notify.shell, session.state
    assert shell.spoken == ""
    state.selection = Selection((Clause("a", Rows.of([0, 3])),))
    assert shell.spoken == "2 of 4 rows selected"
    state.selection = Selection((Clause("a", Rows.of([0])),))
    told(session, type="undo")
    assert shell.spoken == "2 of 4 rows selected"
    told(session, type="select", what="none")
    assert shell.spoken == "nothing selected"
    told(session, type="undo")
    assert shell.spoken == "2 of 4 rows selected"
    told(session, type="undo")
    assert shell.spoken == "nothing selected"


def test_a_change_of_theme_is_heard_and_sends_nothing_but_itself(visualizer):
    session = visualizer().open()
    parts = [session.arrangement.view, *(pane.part for pane in session.panes.values())]
    told_of = []
    for part in parts:
        part.param.watch(told_of.append, list(part.param))
    told(session, type="theme", name="dark")
    assert (session.state.theme, session.notify.shell.theme) == ("dark", "dark")
    assert told_of == []
    told(session, type="theme", name="mauve")
    assert session.state.theme == "dark"


def test_another_layout_keeps_the_state_and_lets_the_old_views_go(visualizer):
    vis = visualizer({"row": ["Count", "Faulty"]})
    session = vis.open()
    vis.select([1])
    session.state.saved = {"one": session.state.selection}
    old = weakref.ref(session.panes[next(iter(session.panes))].module)
    before = session.state.selection
    session.arrange(parse_layout("Count", vis.catalog))
    assert session.state.selection is before
    assert set(session.state.saved) == {"one"}
    vis.select([1, 2])
    assert only(session).caption == "2"
    gc.collect()
    assert old() is None


@pytest.mark.parametrize("name", ["/etc/hostname", "../../etc/hostname", '{"row": []}', "<b>"])
def test_the_page_can_ask_for_ready_layouts_only(visualizer, name):
    session = visualizer().open()
    before = session.layout
    told(session, type="layout", name=name)
    assert session.layout is before
    assert session.notify.shell.right == ""


FAULTS = {
    "draw": lambda session: None,
    "selection": lambda session: told(session, type="select", what="all"),
    "focus": lambda session: setattr(session.state, "focus", Focus(row=1)),
    "option": lambda session: None,
    "message": lambda session: faulty(session).module.drawn.on_message({"type": "go"}),
    "work": lambda session: faulty(session).module.drawn.on_message({"type": "go"}),
    "then": lambda session: faulty(session).module.drawn.on_message({"type": "go"}),
}


def faulty(session):
    """The frame of the view that fails."""
    return next(f for f in session.panes.values() if isinstance(f.module, Faulty))


@pytest.mark.parametrize("error", [ZeroDivisionError, SystemExit, KeyboardInterrupt])
@pytest.mark.parametrize("place", [place for place in FAULTS if place != "work"])
def test_even_one_that_ends_the_program_ends_its_own_view_only(visualizer, place, error):
    outcome = []

    def elsewhere():  # Ctrl-C belongs to the main thread
        vis = visualizer({"row": ["Count", "Faulty"]})
        session = vis.open()
        bad = faulty(session)
        bad.module.param.update(at=place, error=error)
        if place == "draw":
            bad.part.content = None
            bad._refresh()
        FAULTS[place](session)
        vis.select([0, 2])
        count = next(pane for pane in session.panes.values() if pane is not bad)
        outcome.extend([bad.part.status, bad.part.note, count.module.caption])

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join(60)
    assert outcome[:1] == ["failed"]
    assert error.__name__ in outcome[1]
    assert outcome[2] == "2"


@pytest.mark.parametrize("place", FAULTS)
def test_a_view_that_fails_shows_its_own_card_and_the_others_go_on(visualizer, place, caplog):
    options = {"at": place} if place == "draw" else {}
    vis = visualizer({"row": ["Count", {"module": "Faulty", "options": options}]})
    session = vis.open()
    if not options:
        session.panes[faulty(session).module.id].module.at = place
    FAULTS[place](session)
    frame = faulty(session)
    assert frame.part.status == "failed"
    assert f"told to fail in {place}" in frame.part.note
    assert frame.part.reference in caplog.text
    vis.select([0, 2])
    count = next(f for f in session.panes.values() if f is not frame)
    assert (count.module.caption, count.part.status) == ("2", "ok")
    frame._make = lambda made=frame._make: _mended(made)
    frame._on_message({"type": "retry"})
    assert (frame.part.status, frame.module.failure) == ("ok", None)


def _mended(make):
    module = make()
    module.param.update(at="", failure=None)
    return module


def test_the_callback_of_a_script_that_fails_is_said_in_the_footer(visualizer, caplog):
    vis, heard = visualizer(), []
    session = vis.open()
    vis.on_select(lambda rows: 1 / 0)
    vis.on_select(lambda rows: heard.append(rows.tolist()))
    vis.select([3])
    assert heard == [[3]]
    assert "ZeroDivisionError" in session.notify.shell.right
    assert "Traceback" not in session.notify.shell.right
    assert "Traceback" in caplog.text


def test_of_answers_that_come_together_one_that_fails_stops_no_other(visualizer, caplog):
    session, done = visualizer().open(), []

    def broken():
        raise ValueError("no such thing")

    session.deliver(broken, lambda: done.append(True))
    assert done == [True]
    assert "no such thing" in session.notify.shell.right


def test_an_unknown_message_from_the_page_changes_nothing(visualizer):
    session = visualizer().open()
    for message in (
        {"type": "select", "what": 3},
        {"type": "mode", "name": "no such"},
        {"type": ""},
        {"type": "recall", "name": "none"},
        {"type": "shot", "ticket": "1", "data": ""},
    ):
        told(session, **message)
    assert not session.state.selection
    assert session.state.mode == "replace"
    assert session.notify.shell.right == ""


def test_a_closed_session_is_let_go(visualizer):
    vis = visualizer()
    session = vis.open()
    closed = []
    session.closing.append(lambda: closed.append(True))
    state = weakref.ref(session.state)
    session.close()
    session.close()
    assert closed == [True]
    assert vis.sessions == []
    del session
    gc.collect()
    assert state() is None


def test_speaking_to_a_closed_page_fails_at_once(visualizer):
    vis = visualizer()
    session = vis.open(deliver=lambda callback: None)
    thread = threading.Timer(0.1, session.close)
    thread.start()
    raised = []

    def speak():
        try:
            session.do(lambda: None)
        except HdvisError as error:
            raised.append(str(error))

    other = threading.Thread(target=speak)
    other.start()
    other.join(10)
    assert raised == ["the page was closed. Open its address again"]


def test_two_sessions_share_data_and_nothing_else(visualizer):
    vis = visualizer()
    one, two = vis.open(), vis.open()
    one.state.selection = Selection((Clause("a", Rows.of([0])),))
    told(one, type="theme", name="dark")
    assert not two.state.selection
    assert two.state.theme == "light"
    column = [s.state.table.columns["x0"].values for s in (one, two)]
    assert np.shares_memory(*column)
