"""Checks that a module leaves alone what is not its own, and that it can fail without harm."""

from __future__ import annotations

import numpy as np

from hdvis.selection import Clause, Focus, Rows, Selection
from hdvis.testing import tables
from hdvis.testing.kit import Kit
from hdvis.testing.manners import leaving_globals_alone
from hdvis.testing.report import expect

JUNK = (
    {"type": "no such message"},
    {"type": "size", "width": "wide", "height": None},
    {"type": "hover", "x": 2.0, "y": -1.0, "row": 10**9, "index": -5},
    {"no type": 1},
    "text",
    None,
)


def changes_no_data(kit: Kit) -> None:
    """Arrays on the table are the same, bit by bit, after it was used."""
    dataset = tables.ordinary()
    before = {name: space.tobytes() for name, space in dataset.spaces.items()}
    with kit.room(dataset) as room:
        kit.draw(room)
        room.state.selection = Selection((Clause("kit", Rows.of([1, 2])),))
        room.state.focus = Focus(row=1)
        room.settle()
        expect(room.state.dataset is dataset, "replaced the dataset")
    changed = [name for name, space in dataset.spaces.items() if space.tobytes() != before[name]]
    expect(not changed, f"changed the vectors of {', '.join(changed)}; work on a copy")


def leaves_global_settings_alone(kit: Kit) -> None:
    """Random generators, warning filters, numpy's errors, the environment and the like."""
    dataset = tables.ordinary()
    with kit.room(dataset) as room:
        kit.draw(room)  # libraries it imports may set things up once
    with leaving_globals_alone(), kit.room(dataset) as room:
        kit.draw(room)
        room.state.selection = Selection((Clause("kit", Rows.of([1, 2])),))
        room.settle()


def ignores_messages_it_does_not_know(kit: Kit) -> None:
    """A browser may send anything."""
    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        for part in room.parts(frame):
            for message in JUNK:
                part._handle_msg(message)
                kit.fine(room, frame, f"message {message}")


def shows_its_own_error_and_comes_back(kit: Kit) -> None:
    """An exception is on its card; Retry draws it anew with its options."""
    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        neighbour = kit.draw(room)
        frame.module.fail(ValueError("made by the kit"))
        expect(frame.part.status == "failed", f"the card says {frame.part.status}")
        expect("made by the kit" in frame.part.note, f"the card says {frame.part.note!r}")
        kit.fine(room, neighbour, "the one beside it")
        frame.retry()
        room.settle()
        room.resize(frame)
        kit.fine(room, frame, "after Retry")
        expect(frame.part.status == "ok", f"after Retry the card says {frame.part.status}")


def ends_when_it_is_let_go(kit: Kit) -> None:
    """Once retired it starts no more work."""
    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        room.remove(frame)
        before = room.started()
        room.state.selection = Selection((Clause("kit", Rows.of([1])),))
        room.state.focus = Focus(row=2)
        room.state.theme = "dark"
        room.settle()
        expect(room.started() == before, "goes on working after it was taken off the page")


def follows_undo_and_redo(kit: Kit) -> None:
    """Undo and redo of what it shows do not stop it."""
    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        room.state.selection = Selection((Clause("kit", Rows.of(np.arange(5))),))
        for walk in (room.undo.undo, room.undo.redo):
            walk()
            kit.fine(room, frame, walk.__name__)


CHECKS = (
    changes_no_data,
    leaves_global_settings_alone,
    ignores_messages_it_does_not_know,
    shows_its_own_error_and_comes_back,
    ends_when_it_is_let_go,
    follows_undo_and_redo,
)
