"""Undo and redo walk through finished changes of selection and filters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hdvis import Dataset
from hdvis.selection import Clause, Range, Selection
from hdvis.state import NamedFilter, State, Undo


def chosen(lo):
    return Selection((Clause("test", Range("x0", lo, 9)),))


@pytest.fixture
def state():
    made = State()
    made.load(Dataset.from_arrays([[0.0], [1.0]]))
    return made


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["select", "filter", "undo", "redo"]), max_size=30))
def test_undo_and_redo_agree_with_a_list_and_a_place_in_it(steps):
    state = State()
    state.load(Dataset.from_arrays([[0.0], [1.0]]))
    undo = Undo(state)
    values, place = [(state.selection, state.filters)], 0
    for number, step in enumerate(steps):
        if step == "undo":
            undo.undo()
            place = max(0, place - 1)
        elif step == "redo":
            undo.redo()
            place = min(len(values) - 1, place + 1)
        else:
            if step == "select":
                state.selection = chosen(number)
            else:
                state.filters = (NamedFilter("f", Range("x0", number, 9)),)
            values = [*values[: place + 1], (state.selection, state.filters)]
            place += 1
        assert (state.selection, state.filters) == values[place]
        assert bool(undo.history.past) == (place > 0)
        assert bool(undo.history.future) == (place < len(values) - 1)


def test_a_drag_is_one_step(state):
    undo, before = Undo(state), state.selection
    for lo in range(5):
        state.selection = Selection(chosen(lo).clauses, live=True)
    state.selection = chosen(5)
    undo.undo()
    assert state.selection is before


def test_a_new_dataset_forgets_the_way_back(state):
    told = []
    undo = Undo(state, lambda: told.append(True))
    state.selection = chosen(0)
    state.load(Dataset.from_arrays([[5.0]]))
    undo.undo()
    assert not state.selection
    assert not undo.history.past
    assert told
