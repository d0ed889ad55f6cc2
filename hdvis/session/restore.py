"""A session filled from a workspace: values, history, and what no longer fits said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hdvis.errors import DataError, HdvisError
from hdvis.selection import History
from hdvis.session.session import Session
from hdvis.workspace import Json, Workspace


def restore(session: Session, workspace: Workspace) -> list[str]:
    """Give the session what the workspace holds; returns what could not be used, in words.

    Call it on the session's thread, with the dataset on the table.
    """
    reader = _Reader(session)
    values = reader.values(workspace.parts)
    state, undo = session.state, session.undo
    with undo.unrecorded():
        state.param.update(**values)
    present = undo.history.present
    past = _walked(present, reversed(workspace.past), reader)[::-1]
    future = _walked(present, workspace.future, reader)
    undo.restore(History(present, tuple(past), tuple(future)))
    return reader.problems


def _walked(
    present: Mapping[str, Any], steps: Iterable[Mapping[str, Json]], reader: _Reader
) -> list[Mapping[str, Any]]:
    """The values after each of `steps`, which say only what differs from the one before."""
    made: list[Mapping[str, Any]] = []
    now = dict(present)
    for step in steps:
        now = {**now, **{k: v for k, v in reader.values(step).items() if k in now}}
        made.append(now)
    return made


class _Reader:
    """Reads parts against the session's table, and notes each fault once."""

    def __init__(self, session: Session) -> None:
        self._state = session.state
        self.problems: list[str] = []

    def values(self, parts: Mapping[str, Json]) -> dict[str, Any]:
        """The values of the parts that are slots; one that does not fit has its default."""
        return {
            name: self._value(name, found)
            for name, found in parts.items()
            if name in self._state.slots and self._state.slots[name].saved
        }

    def _value(self, name: str, found: Json) -> Any:
        slot = self._state.slots[name]
        assert slot.again is not None
        if found is None:
            return self._unless_given(name, slot.default)
        try:
            value = slot.again(found, self._state.table)
        except (DataError, HdvisError) as error:
            if str(error) not in self.problems:
                self.problems.append(str(error))
            return self._unless_given(name, slot.default)
        return slot.merged(getattr(self._state, name), value) if slot.merge else value

    def _unless_given(self, name: str, default: Any) -> Any:
        """What joins with kept values stays where nothing was kept."""
        return getattr(self._state, name) if self._state.slots[name].merge else default
