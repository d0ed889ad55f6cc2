"""Every finished change of what is saved becomes an edit of a workspace."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import param

from hdvis.modules.options import option_names
from hdvis.selection import History
from hdvis.session.session import Session
from hdvis.state import SessionTable, Slot
from hdvis.workspace import Edit

Put = Callable[[Callable[[], Edit]], None]
"""Takes an edit that is spelled where the disk is waited for, not on the session's thread."""


class Recorder:
    """Follows one session as long as it is not stopped."""

    def __init__(self, session: Session, put: Put) -> None:
        self._session, self._put = session, put
        self._slots = {n: s for n, s in session.state.slots.items() if s.saved}
        self._history = session.undo.history
        self._layout = ""
        self._layout_watchers: list[tuple[param.Parameterized, param.parameterized.Watcher]] = []
        plain = [name for name, slot in self._slots.items() if not slot.undone]
        self._watcher = session.state.param.watch(self._on_set, plain)
        session.following.append(self)
        self.arranged()

    def stop(self) -> None:
        """Hear nothing more."""
        self._session.state.param.unwatch(self._watcher)
        self._session.following.remove(self)
        self._unwatch_layout()

    # -- values ---------------------------------------------------------------------------

    def _on_set(self, *events: param.parameterized.Event) -> None:
        values = {event.name: event.new for event in events}
        self._record("set", values)

    def history_changed(self) -> None:
        """A step was made, taken back or brought back."""
        before, now = self._history, self._session.undo.history
        self._history = now
        match _move(before, now):
            case "step":
                self._record("step", _changed(before.present, now.present))
            case "set":
                self._record("set", now.present)
            case kind:
                self._put(partial(Edit, kind))

    def _record(self, kind: Any, values: Mapping[str, Any]) -> None:
        state = self._session.state
        if state.dataset is None:
            return
        kept = {name: value for name, value in values.items() if name in self._slots}
        self._put(partial(_spelled, kind, kept, self._slots, state.table))

    # -- the arrangement ------------------------------------------------------------------

    def arranged(self) -> None:
        """Other panes: follow their options, the borders between them and the tabs."""
        self._unwatch_layout()
        arrangement = self._session.arrangement
        if arrangement is None:
            return
        for pane in arrangement.panes.values():
            self._watch_layout(pane.module, option_names(pane.module))
        for _, split in arrangement.splits:
            self._watch_layout(split, ["weights"])
        for _, tabs in arrangement.tabs:
            self._watch_layout(tabs, ["active"])
        self._on_layout()

    def _watch_layout(self, of: param.Parameterized, names: list[str]) -> None:
        if names:
            self._layout_watchers.append((of, of.param.watch(self._on_layout, names)))

    def _unwatch_layout(self) -> None:
        for of, watcher in self._layout_watchers:
            of.param.unwatch(watcher)
        self._layout_watchers = []

    def _on_layout(self, *events: param.parameterized.Event) -> None:
        text = self._session.saved_layout().to_text()
        if text != self._layout:
            self._layout = text
            self._put(lambda: Edit("set", {"layout": json.loads(text)}))


def _spelled(
    kind: Any, values: Mapping[str, Any], slots: Mapping[str, Slot], table: SessionTable
) -> Edit:
    parts = {}
    for name, value in values.items():
        plain = slots[name].plain
        assert plain is not None
        parts[name] = plain(value, table)
    return Edit(kind, parts)


def _move(before: History[Any], now: History[Any]) -> Any:
    """How the session came from one history to the next: step, undo, redo, or set anew."""
    past, future = len(now.past) - len(before.past), len(now.future) - len(before.future)
    if past == -1 and future == 1:
        return "undo"
    if past == 1 and future == -1 and not _changed(before.future[0], now.present):
        return "redo"
    pushed = bool(now.past) and not _changed(before.present, now.past[-1])
    return "step" if pushed and past in (0, 1) and not now.future else "set"


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in now.items() if before[name] is not value}
