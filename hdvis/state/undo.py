"""Undo and redo of what a session selects and shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import param

from hdvis.selection import History, Selection
from hdvis.state.filters import NamedFilter
from hdvis.state.state import State


@dataclass(frozen=True, eq=False)
class Chosen:
    """The part of the state that can be taken back."""

    selection: Selection
    filters: tuple[NamedFilter, ...]


class Undo:
    """Records each finished change of selection or filters, and walks back and forth."""

    def __init__(self, state: State, changed: Callable[[], None] = lambda: None) -> None:
        self.state, self.changed = state, changed
        self.history = History(Chosen(state.selection, state.filters))
        self._walking = False
        state.param.watch(self._record, ["selection", "filters"])
        state.param.watch(self._forget, ["dataset"])

    def _record(self, *events: param.parameterized.Event) -> None:
        if self._walking or self.state.selection.live:
            return
        now = Chosen(self.state.selection, self.state.filters)
        before = self.history.present
        same = now.filters == before.filters and now.selection is before.selection
        if same or (not now.selection and not before.selection and now.filters == before.filters):
            return
        self.history = self.history.push(now)
        self.changed()

    def _forget(self, *events: param.parameterized.Event) -> None:
        self.history = History(Chosen(self.state.selection, self.state.filters))
        self.changed()

    def _walk(self, history: History[Chosen]) -> None:
        if history is self.history:
            return
        self.history = history
        self._walking = True
        try:
            chosen = history.present
            self.state.param.update(selection=chosen.selection, filters=chosen.filters)
        finally:
            self._walking = False
        self.changed()

    def undo(self) -> None:
        """Take the last finished change back."""
        self._walk(self.history.undo())

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._walk(self.history.redo())
