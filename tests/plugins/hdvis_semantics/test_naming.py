"""Directions are renamed, coloured, removed and made, and all of it is undone."""

import json

import numpy as np
import pytest
from hdvis_semantics.direction_service import (
    DirectionService,
    fit_labels,
    make_direction,
    with_fitted,
)
from hdvis_semantics.naming import recolor_direction, remove_direction, rename_direction
from hdvis_semantics.slots import SLOTS
from hdvis_semantics.table import DirectionTable

from hdvis.errors import DataError
from hdvis.selection import Clause, Range, Selection


@pytest.fixture
def state(room):
    room.state.param.update(direction="hat", pair=("hat", "smile"))
    return room.state


def test_a_new_name_stands_everywhere_and_its_numbers_go_along(room, state):
    known = state.validations["hat"]
    rename_direction(state, "hat", "  a tall   hat ")
    assert state.directions.names[0] == "a tall hat"
    assert state.direction == "a tall hat"
    assert state.pair == ("a tall hat", "smile")
    assert state.validations["a tall hat"] is known
    room.undo.undo()
    assert state.directions.names[0] == "hat"
    assert state.validations["hat"] is known
    for name, why in (("smile", "is taken"), (" ", "is empty")):
        with pytest.raises(DataError, match=why):
            rename_direction(state, "hat", name)


def test_a_direction_that_is_removed_leaves_no_name_behind_and_comes_back(room, state):
    before = state.directions
    remove_direction(state, "hat")
    assert "hat" not in state.directions.names
    assert state.direction is None
    assert state.pair is None
    room.undo.undo()
    assert state.directions is before
    for name in before.names:
        remove_direction(state, name)
    assert state.directions is None


def test_undo_takes_back_the_direction_before_the_brush(room, state):
    before = state.directions
    state.selection = Selection((Clause("test", Range("x1", 0.5)),))
    make_direction(room.session)
    room.settle()
    assert state.directions.names[-1] == "selection 1"
    assert state.directions.origins[-1] == "made"
    brushed = state.selection
    room.undo.undo()
    assert state.directions is before
    assert state.selection is brushed
    room.undo.redo()
    assert state.directions.names[-1] == "selection 1"


def test_directions_of_labels_are_no_step_of_the_user(room, world):
    room.load(world.dataset.refreshed())
    assert room.state.directions is None
    DirectionService(room.session)
    room.settle()
    assert room.state.directions.origins == ("fitted",) * 4
    assert not room.undo.history.past


def test_the_table_names_colours_and_removes_what_is_picked(room, state):
    table = room.place(DirectionTable).module
    says = table.view._handle_msg
    says({"type": "rename", "name": "smile", "to": "grin"})
    assert "grin" in [row["name"] for row in table.view.rows]
    says({"type": "color", "name": "grin", "color": "#00aa88"})
    (row,) = [row for row in table.view.rows if row["name"] == "grin"]
    assert row["color"] == "#00aa88"
    says({"type": "rename", "name": "grin", "to": "hat"})
    assert "is taken" in table.caption
    says({"type": "color", "name": "grin", "color": "red; }"})
    assert state.directions.colors[1] == "#00aa88"
    says({"type": "remove", "name": "grin"})
    assert "grin" not in [row["name"] for row in table.view.rows]
    says({"type": "remove", "name": "grin"})
    assert table.failure is None


def test_a_direction_that_is_made_is_a_column_for_views_of_other_things(room, state, world):
    DirectionService(room.session)
    state.selection = Selection((Clause("test", Range("x1", 0.5)),))
    make_direction(room.session)
    room.settle()
    along = state.columns["along selection 1"].values
    inside = world.latents[:, 1] >= 0.5
    assert along[inside].mean() > 0.5
    assert along[~inside].mean() < -0.5
    # In deviations of the data along it.
    assert along.std() == pytest.approx(1, rel=1e-4)
    assert set(state.columns) == {"along selection 1"}


def test_a_colour_outlives_a_refit_and_what_is_kept_between_sessions(room, state, world):
    recolor_direction(state, "hat", "#2266aa")
    rename_direction(state, "smile", "grin")
    recolor_direction(state, "grin", "#00aa88")
    fitted = fit_labels(world.dataset, "vectors", None, "class means")
    again = with_fitted(state.directions, fitted)
    assert dict(zip(again.names, again.colors, strict=True)) == {
        "hat": "#2266aa", "smile": "", "noise": "", "size": "", "grin": "#00aa88",
    }  # fmt: skip
    slot = SLOTS["directions"]
    kept = slot.again(json.loads(json.dumps(slot.plain(again, state.table))), state.table)
    assert (kept.names, kept.colors) == (("grin",), ("#00aa88",))
    np.testing.assert_allclose(kept.displaced(), again.select(["grin"]).displaced(), rtol=1e-6)
