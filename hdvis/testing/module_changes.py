"""Checks of how a module follows the session: selection, focus, data, theme, visibility."""

from __future__ import annotations

import numpy as np

from hdvis.selection import Clause, Everything, Focus, Not, Range, Rows, Selection
from hdvis.state import Color, NamedFilter
from hdvis.testing import tables
from hdvis.testing.kit import Kit
from hdvis.testing.report import expect


def follows_the_selection(kit: Kit) -> None:
    """None, some, all, nothing at all, a drag, a clause of its own, and back."""
    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        some = Selection().with_clause(Clause("kit", Rows.of([1, 5, 7])))
        own = Clause(frame.module.id, Range("a", -1.0, 1.0))
        nothing = Selection((Clause("kit", Not(Everything())),))
        for name, selection in {
            "three rows": some,
            "all rows": Selection((Clause("kit", Everything()),)),
            "no row": nothing,
            "a drag": Selection().with_clause(Clause("kit", Range("a", 0.0, 0.5)), live=True),
            "a clause of its own": some.with_clause(own),
            "nothing selected": Selection(),
        }.items():
            room.state.selection = selection
            kit.fine(room, frame, name)


def follows_the_focus(kit: Kit) -> None:
    """The first and the last row, a free point, a row that is gone, nothing."""
    dataset = tables.ordinary()
    with kit.room(dataset) as room:
        frame = kit.draw(room)
        for name, focus in {
            "the first row": Focus(row=0),
            "the last row": Focus(row=dataset.n - 1),
            "a free point": Focus(point=np.zeros(dataset.d, "f4"), space=dataset.primary),
            "nothing": None,
        }.items():
            room.state.focus = focus
            kit.fine(room, frame, name)


def follows_the_dataset(kit: Kit) -> None:
    """Other rows and columns while something is selected and in focus."""
    first, second = tables.ordinary(), tables.categories()
    with kit.room(first) as room:
        frame = kit.draw(room)
        room.state.selection = Selection((Clause("kit", Rows.of([50, 59])),))
        room.state.focus = Focus(row=59)
        others = {"another": second, "none": tables.empty(), "the first": first}
        for name, dataset in others.items():
            room.load(dataset, **kit.slots(dataset))
            if frame.module.failure is not None and name == "the first":
                frame.retry()
            kit.fine(room, frame, f"{name} dataset", in_words=name != "the first")


def follows_colour_and_filters(kit: Kit) -> None:
    """Colour by a number, by a category, by a column that is gone; rows hidden and shown."""
    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        for column in ("score", "kind", "no such column"):
            room.state.color = Color(column)
            kit.fine(room, frame, f"colour by {column}")
        for name, predicate in {"some": Range("a", 0.0, 1.0), "none": Not(Everything())}.items():
            room.state.filters = (NamedFilter("kit", predicate),)
            kit.fine(room, frame, f"{name} shown")
        room.state.filters = ()
        kit.fine(room, frame, "all shown")


def follows_the_theme(kit: Kit) -> None:
    """Dark and light again."""
    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        for theme in ("dark", "light"):
            room.state.theme = theme
            kit.fine(room, frame, theme)


def catches_up_when_shown(kit: Kit) -> None:
    """Hidden it computes nothing; shown again it draws what it missed."""
    dataset = tables.ordinary()
    with kit.room(dataset) as room:
        frame = kit.draw(room)
        frame.module.visible = False
        before = room.started()
        room.state.selection = Selection((Clause("kit", Rows.of([1, 2])),))
        room.state.focus = Focus(row=3)
        room.settle()
        expect(room.started() == before, "works while it is hidden; use @param.depends(watch=True)")
        other = tables.ordinary(25)
        room.load(other, **kit.slots(other))
        frame.module.visible = True
        room.resize(frame)
        kit.fine(room, frame, "shown again")


def two_of_a_kind_stand_side_by_side(kit: Kit) -> None:
    """Two instances share nothing but the session."""
    with kit.room(tables.ordinary()) as room:
        first, second = kit.draw(room), kit.draw(room)
        room.state.selection = Selection((Clause("kit", Rows.of([0, 1])),))
        kit.fine(room, first)
        kit.fine(room, second)
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
