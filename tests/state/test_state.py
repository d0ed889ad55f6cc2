"""The shared table: values replaced whole, by one thread, in one batch."""

import threading

import numpy as np
import pytest

from hdvis import Column, Dataset
from hdvis.selection import Clause, Range, Selection
from hdvis.state import Slot, State, make_state


@pytest.fixture
def dataset():
    return Dataset.from_arrays([[0.0, 1], [2, 3]])


def chosen(lo=0.0):
    return Selection((Clause("test", Range("x0", lo, 9)),))


def test_an_equal_value_is_still_another_value(dataset):
    state, heard = State(), []
    state.load(dataset)
    state.param.watch(heard.append, ["selection"])
    first, second = chosen(), chosen()
    state.selection = first
    state.selection = first
    state.selection = second
    assert [event.new for event in heard] == [first, second]


def test_a_new_dataset_clears_what_belonged_to_the_old_one_in_one_batch(dataset):
    state, heard = State(), []
    state.load(dataset, selection=chosen(), focus="row", filters=("f",))
    state.add_columns(Column("c", np.array([1.0, 2.0])))
    state.param.watch(lambda *events: heard.append({e.name for e in events}), list(State.param)[1:])
    state.load(Dataset.from_arrays([[5.0]]))
    assert len(heard) == 1
    assert {"dataset", "selection", "focus", "filters", "columns"} <= heard[0]
    assert (state.selection.clauses, state.focus, state.filters, state.columns) == (
        (),
        None,
        (),
        {},
    )


def test_the_table_shows_computed_columns_and_is_kept_while_nothing_changes(dataset):
    state = State()
    state.load(dataset)
    before = state.table
    assert state.table is before
    state.add_columns(Column("cluster", np.array([1.0, 2.0])))
    assert state.table is not before
    assert state.table.names == ["x0", "x1", "cluster"]
    assert state.table.columns["cluster"].values.tolist() == [1, 2]


def raised_elsewhere(action):
    """What `action` raises on another thread, or None."""
    raised = []

    def run():
        try:
            action()
        except Exception as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return raised[0] if raised else None


@pytest.mark.parametrize(
    "change",
    [lambda s: setattr(s, "theme", "dark"), lambda s: s.param.update(theme="dark"),
     lambda s: s.load(Dataset.from_arrays([[1.0]])), lambda s: s.add_columns()],
)  # fmt: skip
def test_another_thread_may_not_change_a_slot(dataset, change):
    state = State()
    state.load(dataset)
    state.claim()
    assert "thread" in str(raised_elsewhere(lambda: change(state)))
    assert state.theme == "light"
    change(state)


def test_a_lent_state_may_be_changed_and_comes_back(dataset):
    state = State()
    state.claim()

    def borrow():
        with state.lent():
            state.theme = "dark"

    assert raised_elsewhere(borrow) is None
    state.theme = "light"
    assert raised_elsewhere(lambda: setattr(state, "theme", "dark")) is not None


def test_plugins_add_slots_and_cannot_replace_one():
    state = make_state({"notes": Slot(str, "none"), "theme": Slot(str, "red")})
    assert (state.notes, state.theme) == ("none", "light")
    assert not hasattr(make_state({}), "notes")


def test_a_watcher_that_fails_is_named_and_the_others_hear(dataset):
    state, heard, failed = State(), [], []
    state.load(dataset)
    state.failed = lambda error, watcher: failed.append((type(error), watcher))

    def wrong(event):
        raise SystemExit("not mine to end")

    state.param.watch(wrong, ["theme"])
    state.param.watch(heard.append, ["theme"])
    state.theme = "dark"
    assert (state.theme, len(heard)) == ("dark", 1)
    assert failed == [(SystemExit, wrong)]
