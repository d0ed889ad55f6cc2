"""Checks of how a module follows the session: selection, focus, data, theme, visibility."""

from __future__ import annotations

import numpy as np

from hdvis.selection import Clause, Everything, Focus, Not, Range, Rows, Selection
from hdvis.state import Color, NamedFilter
from hdvis.testing import tables
from hdvis.testing.case import Case
from hdvis.testing.report import expect


def follows_the_selection(case: Case) -> None:
    """None, some, all, nothing at all, a drag, a clause of its own, and back."""
    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        some = Selection().with_clause(Clause("case", Rows.of([1, 5, 7])))
        own = Clause(pane.module.id, Range("a", -1.0, 1.0))
        nothing = Selection((Clause("case", Not(Everything())),))
        for name, selection in {
            "three rows": some,
            "all rows": Selection((Clause("case", Everything()),)),
            "no row": nothing,
            "a drag": Selection().with_clause(Clause("case", Range("a", 0.0, 0.5)), live=True),
            "a clause of its own": some.with_clause(own),
            "nothing selected": Selection(),
        }.items():
            harness.state.selection = selection
            case.fine(harness, pane, name)


def follows_the_focus(case: Case) -> None:
    """The first and the last row, a free point, a row that is gone, nothing."""
    dataset = tables.ordinary()
    with case.harness(dataset) as harness:
        pane = case.draw(harness)
        for name, focus in {
            "the first row": Focus(row=0),
            "the last row": Focus(row=dataset.n - 1),
            "a free point": Focus(point=np.zeros(dataset.d, "f4"), space=dataset.primary),
            "nothing": None,
        }.items():
            harness.state.focus = focus
            case.fine(harness, pane, name)


def follows_the_dataset(case: Case) -> None:
    """Other rows and columns while something is selected and in focus."""
    first, second = tables.ordinary(), tables.categories()
    with case.harness(first) as harness:
        pane = case.draw(harness)
        harness.state.selection = Selection((Clause("case", Rows.of([50, 59])),))
        harness.state.focus = Focus(row=59)
        others = {"another": second, "none": tables.empty(), "the first": first}
        for name, dataset in others.items():
            harness.load(dataset, **case.slots(dataset))
            if pane.module.failure is not None and name == "the first":
                pane.retry()
            case.fine(harness, pane, f"{name} dataset", in_words=name != "the first")


def follows_colour_and_filters(case: Case) -> None:
    """Colour by a number, by a category, by a column that is gone; rows hidden and shown."""
    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        for column in ("score", "kind", "no such column"):
            harness.state.color = Color(column)
            case.fine(harness, pane, f"colour by {column}")
        for name, predicate in {"some": Range("a", 0.0, 1.0), "none": Not(Everything())}.items():
            harness.state.filters = (NamedFilter("case", predicate),)
            case.fine(harness, pane, f"{name} shown")
        harness.state.filters = ()
        case.fine(harness, pane, "all shown")


def follows_the_theme(case: Case) -> None:
    """Dark and light again."""
    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        for theme in ("dark", "light"):
            harness.state.theme = theme
            case.fine(harness, pane, theme)


def catches_up_when_shown(case: Case) -> None:
    """Hidden it computes nothing; shown again it draws what it missed."""
    dataset = tables.ordinary()
    with case.harness(dataset) as harness:
        pane = case.draw(harness)
        pane.module.visible = False
        before = harness.started()
        harness.state.selection = Selection((Clause("case", Rows.of([1, 2])),))
        harness.state.focus = Focus(row=3)
        harness.settle()
        expect(
            harness.started() == before, "works while it is hidden; use @param.depends(watch=True)"
        )
        other = tables.ordinary(25)
        harness.load(other, **case.slots(other))
        pane.module.visible = True
        harness.resize(pane)
        case.fine(harness, pane, "shown again")


def two_of_a_kind_stand_side_by_side(case: Case) -> None:
    """Two instances share nothing but the session."""
    with case.harness(tables.ordinary()) as harness:
        first, second = case.draw(harness), case.draw(harness)
        harness.state.selection = Selection((Clause("case", Rows.of([0, 1])),))
        case.fine(harness, first)
        case.fine(harness, second)
        shared = first.part.content is second.part.content
        expect(not shared, "two modules share one view; make it in __panel__")


CHECKS = (
    follows_the_selection,
    follows_the_focus,
    follows_the_dataset,
    follows_colour_and_filters,
    follows_the_theme,
    catches_up_when_shown,
    two_of_a_kind_stand_side_by_side,
)
