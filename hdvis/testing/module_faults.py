"""Checks that a module leaves alone what is not its own, and that it can fail without harm."""

from __future__ import annotations

import numpy as np

from hdvis.selection import Clause, Focus, Rows, Selection
from hdvis.testing import tables
from hdvis.testing.case import Case
from hdvis.testing.report import expect
from hdvis.testing.side_effects import leaving_globals_alone

JUNK = (
    {"type": "no such message"},
    {"type": "size", "width": "wide", "height": None},
    {"type": "hover", "x": 2.0, "y": -1.0, "row": 10**9, "index": -5},
    {"no type": 1},
    "text",
    None,
)


def changes_no_data(case: Case) -> None:
    """Arrays on the table are the same, bit by bit, after it was used."""
    dataset = tables.ordinary()
    before = {name: space.tobytes() for name, space in dataset.spaces.items()}
    with case.harness(dataset) as harness:
        case.draw(harness)
        harness.state.selection = Selection((Clause("case", Rows.of([1, 2])),))
        harness.state.focus = Focus(row=1)
        harness.settle()
        expect(harness.state.dataset is dataset, "replaced the dataset")
    changed = [name for name, space in dataset.spaces.items() if space.tobytes() != before[name]]
    expect(not changed, f"changed the vectors of {', '.join(changed)}; work on a copy")


def leaves_global_settings_alone(case: Case) -> None:
    """Random generators, warning filters, numpy's errors, the environment and the like."""
    dataset = tables.ordinary()
    with case.harness(dataset) as harness:
        case.draw(harness)  # libraries it imports may set things up once
    with leaving_globals_alone(), case.harness(dataset) as harness:
        case.draw(harness)
        harness.state.selection = Selection((Clause("case", Rows.of([1, 2])),))
        harness.settle()


def ignores_messages_it_does_not_know(case: Case) -> None:
    """A browser may send anything."""
    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        for part in harness.parts(pane):
            for message in JUNK:
                part._handle_msg(message)
                case.fine(harness, pane, f"message {message}")


def shows_its_own_error_and_comes_back(case: Case) -> None:
    """An exception is on its card; Retry draws it anew with its options."""
    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        neighbour = case.draw(harness)
        pane.module.fail(ValueError("made by the case"))
        expect(pane.part.status == "failed", f"the card says {pane.part.status}")
        expect("made by the case" in pane.part.note, f"the card says {pane.part.note!r}")
        case.fine(harness, neighbour, "the one beside it")
        pane.retry()
        harness.settle()
        harness.resize(pane)
        case.fine(harness, pane, "after Retry")
        expect(pane.part.status == "ok", f"after Retry the card says {pane.part.status}")


def ends_when_it_is_let_go(case: Case) -> None:
    """Once retired it starts no more work."""
    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        harness.remove(pane)
        before = harness.started()
        harness.state.selection = Selection((Clause("case", Rows.of([1])),))
        harness.state.focus = Focus(row=2)
        harness.state.theme = "dark"
        harness.settle()
        expect(harness.started() == before, "goes on working after it was taken off the page")


def follows_undo_and_redo(case: Case) -> None:
    """Undo and redo of what it shows do not stop it."""
    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        harness.state.selection = Selection((Clause("case", Rows.of(np.arange(5))),))
        for walk in (harness.undo.undo, harness.undo.redo):
            walk()
            case.fine(harness, pane, walk.__name__)


CHECKS = (
    changes_no_data,
    leaves_global_settings_alone,
    ignores_messages_it_does_not_know,
    shows_its_own_error_and_comes_back,
    ends_when_it_is_let_go,
    follows_undo_and_redo,
)
