"""The pane: drawn, waiting, failed with Retry, and busy."""

import pytest
from modules.probe import Probe, Waiting, dataset, make

from hdvis.jobs.jobs import Job
from hdvis.modules import Frame
from hdvis.state import State


@pytest.fixture
def state():
    made = State()
    made.load(dataset())
    return made


@pytest.fixture(autouse=True)
def whole():
    """Every probe works unless its test says otherwise."""
    yield
    Probe.fail_in = ""


def job(**having):
    made = Job("probe/two_words", len, (), "cpu", None, None)
    for name, value in having.items():
        setattr(made, name, value)
    return made


def test_a_pane_shows_the_view_under_its_title(state):
    frame = Frame(lambda: make(state=state))
    assert (frame.part.status, frame.part.heading, frame.part.caption) == ("ok", "Probe", "0")
    assert frame.part.content is not None
    assert Frame(lambda: make(state=state), heading="Mine").part.heading == "Mine"


def test_a_pane_says_what_it_waits_for_and_draws_when_it_comes():
    state = State()
    frame = Frame(lambda: make(Waiting, data=False, state=state))
    assert frame.part.status == "waiting"
    assert "Nothing to show yet" in frame.part.note
    state.load(dataset())
    assert "Waiting for a model" in frame.part.note
    assert frame.part.content is None
    state.model = object()
    assert (frame.part.status, frame.module.caption) == ("ok", "0")


def test_a_hidden_pane_draws_when_it_is_shown(state):
    frame = Frame(lambda: make(state=state, visible=False))
    assert frame.part.content is None
    frame.module.visible = True
    assert frame.part.content is not None


def test_retry_builds_the_view_anew_and_the_old_one_hears_nothing(state):
    Probe.fail_in = "draw"
    frame = Frame(lambda: make(state=state))
    assert (frame.part.status, frame.part.content) == ("failed", None)
    assert "told to fail in draw" in frame.part.note
    assert frame.part.reference == frame.module.failure.id
    first = frame.module
    frame.part.on_message({"type": "retry"})
    assert frame.part.status == "failed"
    Probe.fail_in = ""
    frame.part.on_message({"type": "retry"})
    assert (frame.part.status, frame.part.note) == ("ok", "")
    assert frame.module is not first
    assert first.is_retired


def test_a_view_that_fails_later_shows_its_card_until_retry(state):
    frame = Frame(lambda: make(state=state))
    Probe.fail_in = "selection"
    frame.module.select(None)
    assert frame.part.status == "failed"
    state.model = object()
    assert frame.part.status == "failed"
    Probe.fail_in = ""
    frame.part.on_message({"type": "retry"})
    assert frame.part.status == "ok"


def test_work_is_shown_when_it_takes_long_and_named_when_it_reports(state):
    frame = Frame(lambda: make(state=state))
    frame.show_job("probe/two_words", job())
    assert frame.part.busy is None
    frame.show_job("probe/two_words", job(long=True))
    assert frame.part.busy == {"label": "working", "progress": None, "stop": False}
    frame.show_job("probe/two_words", job(progress=0.25))
    assert frame.part.busy == {"label": "two words", "progress": 0.25, "stop": True}
    frame.show_job("probe/two_words", None)
    assert frame.part.busy is None


def test_the_form_shows_the_options_and_what_does_not_fit(state):
    frame = Frame(lambda: make(state=state))
    frame.part.on_message({"type": "options"})
    assert {"bins", "order", "x"} <= {field["name"] for field in frame.part.fields}
    frame.part.on_message({"type": "option", "name": "bins", "value": 20})
    assert frame.module.bins == 20
    frame.part.on_message({"type": "option", "name": "bins", "value": 1000})
    assert frame.module.bins == 20
    assert "bins" in frame.part.problem
    assert frame.part.status == "ok"
    frame.part.on_message({"type": "option", "name": "bins", "value": 30})
    assert (frame.module.bins, frame.part.problem) == (30, "")


@pytest.mark.parametrize("message", [{"type": "option", "name": 3, "value": 1}, {"type": "?"}, {}])
def test_an_unknown_message_changes_nothing(state, message):
    frame = Frame(lambda: make(state=state))
    frame.part._handle_msg(message)
    assert (frame.part.status, frame.part.problem) == ("ok", "")
