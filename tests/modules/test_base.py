"""The contract: what a view hears and when, and what its failures reach."""

import gc
import weakref

import pytest
from modules.probe import Probe, Waiting, make

from hdvis.errors import Cancelled, DataError
from hdvis.selection import Focus, Range, Rows


def drawn(**options):
    module = make(**options)
    module.draw()
    return module


def test_a_view_publishes_a_selection_under_its_own_name_and_takes_it_back():
    module = drawn()
    module.select(Range("x0", 1, 2), extent=(1, 2))
    (clause,) = module.state.selection
    assert (clause.source, clause.extent) == ("probe", (1, 2))
    assert module.caption == "2"
    module.select(Rows.of([0]), mode="add", gesture="second")
    assert module.caption == "3"
    module.select(None)
    assert module.caption == "1"
    module.select(None, gesture="second")
    assert not module.state.selection
    assert module.caption == "0"


def test_focus_is_published_and_cleared():
    module = drawn()
    module.focus(row=2)
    assert module.state.focus.row == 2
    module.focus()
    assert module.state.focus is None


def test_what_a_hidden_view_missed_reaches_it_once_when_it_is_shown():
    module = drawn()
    module.heard.clear()
    module.visible = False
    for row in range(3):
        module.select(Rows.of([row, 3]))
        module.state.focus = Focus(row=row)
    assert module.heard == []
    module.visible = True
    assert module.heard == ["selection", "focus"]
    assert module.caption == "2"


def test_a_view_hears_nothing_before_it_is_drawn():
    module = make()
    module.select(Rows.of([1]))
    assert module.caption == ""
    module.draw()
    assert module.caption == "1"
    assert module.heard == ["selection"]


def test_it_waits_for_each_slot_it_needs():
    module = make(Waiting, data=False)
    assert module.waits_for == ["dataset", "model"]
    module.state.load(make().state.dataset)
    assert module.waits_for == ["model"]
    assert not module.is_awake


def test_a_reaction_that_raises_fails_its_own_view_only(caplog):
    first, second = drawn(), None
    second = make(state=first.state)
    second.draw()
    first.fail_in = "selection"
    second.select(Rows.of([1]))
    assert first.failure.message == "ZeroDivisionError: told to fail in selection"
    assert first.failure.id in caplog.text
    assert (second.failure, second.caption) == (None, "1")


@pytest.mark.parametrize(
    ("error", "message"),
    [(DataError("x: got 3, expected 4"), "x: got 3, expected 4"),
     (KeyError("k" * 500), "KeyError: 'kkk"), (Cancelled(), None)],
)  # fmt: skip
def test_errors_are_told_in_a_sentence_and_stopped_work_is_none(error, message):
    module = drawn()
    module.fail(error)
    if message is None:
        assert module.failure is None
    else:
        assert message in module.failure.message
        assert len(module.failure.message) < 300


def test_work_that_fails_and_a_callback_that_fails_are_the_views_failure():
    for work, then in ((lambda: 1 / 0, None), (lambda: 1, lambda one: one / 0)):
        module = drawn()
        module.run(work, then=then)
        assert module.failure.message == "ZeroDivisionError: division by zero"


def test_a_retired_view_hears_and_says_nothing_and_is_let_go():
    module = drawn()
    state, guarded = module.state, module.guard(lambda: 1 / 0)
    module.retire()
    state.focus = Focus(row=1)
    guarded()
    assert module.failure is None
    known = weakref.ref(module)
    del module, guarded
    gc.collect()
    assert known() is None


def test_reactions_inherited_from_a_base_are_guarded_too():
    class Child(Probe):
        title = "Child"

    module = drawn(kind=Child)
    module.fail_in = "selection"
    module.select(Rows.of([0]))
    assert "told to fail" in module.failure.message
