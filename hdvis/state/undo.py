"""Undo and redo of what a session selects, shows and makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeAlias

import param

from hdvis.selection import History
from hdvis.state.state import State

Values: TypeAlias = Mapping[str, Any]


class Undo:
    """Records each finished change of the slots that say so, and walks back and forth."""

    def __init__(self, state: State, changed: Callable[[], None] = lambda: None) -> None:
        self.state, self.changed = state, changed
        self._names = [name for name, slot in state.slots.items() if slot.undone]
        self.history: History[Values] = History(self._now())
        self._resting = False
        state.param.watch(self._record, self._names)
        state.param.watch(self._forget, ["dataset"])

    def undo(self) -> None:
        """Take the last finished change back."""
        self._walk(self.history.undo())

    def redo(self) -> None:
        """Bring back what was undone last."""
        self._walk(self.history.redo())

    @contextmanager
    def unrecorded(self) -> Iterator[None]:
        """What changes inside is nobody's step: it takes the old value's place in all of them.

        For what a program does of its own accord, such as directions fitted when data arrive.
        """
        before = self._now()
        with self._rest():
            yield
        after = self._now()
        changed = {name for name in self._names if after[name] is not before[name]}

        def follow(step: Values) -> Values:
            same = {name for name in changed if step[name] is before[name]}
            return {**step, **{name: after[name] for name in same}}

        history = self.history
        self.history = replace(
            history,
            present=after if not self.state.selection.live else follow(history.present),
            past=tuple(map(follow, history.past)),
            future=tuple(map(follow, history.future)),
        )
        if changed:
            self.changed()

    def restore(self, history: History[Values]) -> None:
        """Go on from `history`, whose present the state already has."""
        self.history = history
        self.changed()

    def _now(self) -> Values:
        return {name: getattr(self.state, name) for name in self._names}

    def _record(self, *events: param.parameterized.Event) -> None:
        if self._resting or self.state.selection.live:
            return
        now, before = self._now(), self.history.present
        if all(_same(now[name], before[name]) for name in self._names):
            return
        self.history = self.history.push(now)
        self.changed()

    def _forget(self, *events: param.parameterized.Event) -> None:
        self.history = History(self._now())
        self.changed()

    def _walk(self, history: History[Values]) -> None:
        if history is self.history:
            return
        self.history = history
        with self._rest():
            self.state.param.update(**history.present)
        self.changed()

    @contextmanager
    def _rest(self) -> Iterator[None]:
        resting, self._resting = self._resting, True
        try:
            yield
        finally:
            self._resting = resting


def _same(one: Any, other: Any) -> bool:
    """Whether nobody would want to come back: the same value, equal ones, or nothing both times."""
    return one is other or (not one and not other) or (isinstance(one, tuple) and one == other)
