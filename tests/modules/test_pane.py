"""The pane: drawn, waiting, failed with Retry, and busy."""

import numpy as np
import pytest
from modules.probe import Probe, Waiting, dataset, make

from hdvis import Column, Dataset
from hdvis.jobs.jobs import Job
from hdvis.modules import Pane
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
    pane = Pane(lambda: make(state=state))
    assert (pane.part.status, pane.part.heading, pane.part.caption) == ("ok", "Probe", "0")
    assert pane.part.content is not None
    assert Pane(lambda: make(state=state), heading="Mine").part.heading == "Mine"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"x": "gone"}, "no column named gone · 0"),
        ({"columns": ["x0", "gone", "away"]}, "no column named gone, no column named away · 0"),
        ({"space": "vae", "stack": "faces"}, "no space named vae, no images named faces · 0"),
        ({"x": "x1", "columns": ["kind"]}, "0"),
    ],
)
def test_a_pane_says_what_its_options_name_in_vain(state, options, words):
    assert sorted(Pane(lambda: make(state=state, **options)).part.caption) == sorted(words)


def test_a_name_that_comes_or_goes_is_no_longer_or_newly_missed(state):
    pane = Pane(lambda: make(state=state, x="cluster"))
    assert pane.part.caption == "no column named cluster · 0"
    state.add_columns(Column("cluster", np.arange(4.0)))
    assert pane.part.caption == "0"
    pane.module.x = "other"
    assert pane.part.caption == "no column named other · 0"
    pane.module.x = "x0"
    state.load(Dataset.from_arrays([[1.0]], names=["only"]))
    assert pane.part.caption == "no column named x0 · 0"
    pane.retire()
    state.load(dataset())
    assert pane.part.caption == "no column named x0 · 0"


def test_a_pane_says_what_it_waits_for_and_draws_when_it_comes():
    state = State()
    pane = Pane(lambda: make(Waiting, data=False, state=state))
    assert pane.part.status == "waiting"
    assert "Nothing to show yet" in pane.part.note
    state.load(dataset())
    assert "Waiting for a model" in pane.part.note
    assert pane.part.content is None
    state.model = object()
    assert (pane.part.status, pane.module.caption) == ("ok", "0")


def test_a_hidden_pane_draws_when_it_is_shown(state):
    pane = Pane(lambda: make(state=state, visible=False))
    assert pane.part.content is None
    pane.module.visible = True
    assert pane.part.content is not None


def test_retry_builds_the_view_anew_and_the_old_one_hears_nothing(state):
    Probe.fail_in = "draw"
    pane = Pane(lambda: make(state=state))
    assert (pane.part.status, pane.part.content) == ("failed", None)
    assert "told to fail in draw" in pane.part.note
    assert pane.part.reference == pane.module.failure.id
    first = pane.module
    pane.part.on_message({"type": "retry"})
    assert pane.part.status == "failed"
    Probe.fail_in = ""
    pane.part.on_message({"type": "retry"})
    assert (pane.part.status, pane.part.note) == ("ok", "")
    assert pane.module is not first
    assert first.is_retired


def test_a_view_that_fails_later_shows_its_card_until_retry(state):
    pane = Pane(lambda: make(state=state))
    Probe.fail_in = "selection"
    pane.module.select(None)
    assert pane.part.status == "failed"
    state.model = object()
    assert pane.part.status == "failed"
    Probe.fail_in = ""
    pane.part.on_message({"type": "retry"})
    assert pane.part.status == "ok"


def test_work_is_shown_when_it_takes_long_and_named_when_it_reports(state):
    pane = Pane(lambda: make(state=state))
    pane.show_job("probe/two_words", job())
    assert pane.part.busy is None
    pane.show_job("probe/two_words", job(long=True))
    assert pane.part.busy == {"label": "working", "progress": None, "stop": False}
    pane.show_job("probe/two_words", job(progress=0.25))
    assert pane.part.busy == {"label": "two words", "progress": 0.25, "stop": True}
    pane.show_job("probe/two_words", None)
    assert pane.part.busy is None


def test_the_form_shows_the_options_and_what_does_not_fit(state):
    pane = Pane(lambda: make(state=state))
    pane.part.on_message({"type": "options"})
    assert {"bins", "order", "x"} <= {field["name"] for field in pane.part.fields}
    pane.part.on_message({"type": "option", "name": "bins", "value": 20})
    assert pane.module.bins == 20
    pane.part.on_message({"type": "option", "name": "bins", "value": 1000})
    assert pane.module.bins == 20
    assert "bins" in pane.part.problem
    assert pane.part.status == "ok"
    pane.part.on_message({"type": "option", "name": "bins", "value": 30})
    assert (pane.module.bins, pane.part.problem) == (30, "")


@pytest.mark.parametrize("message", [{"type": "option", "name": 3, "value": 1}, {"type": "?"}, {}])
def test_an_unknown_message_changes_nothing(state, message):
    pane = Pane(lambda: make(state=state))
    pane.part._handle_msg(message)
    assert (pane.part.status, pane.part.problem) == ("ok", "")
