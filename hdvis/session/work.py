"""What was done in a session as plain JSON, and a session brought back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hdvis.data import Dataset
from hdvis.errors import HdvisError
from hdvis.layout import parse_layout
from hdvis.session.restore import restore
from hdvis.session.session import Session
from hdvis.state import SessionTable, Slot
from hdvis.workspace import Workspace

DATA = "data"
LAYOUT = "layout"


@dataclass(frozen=True)
class Work:
    """Values of the saved slots as they were at one moment; `plain` may be called anywhere."""

    table: SessionTable
    values: Mapping[str, tuple[Slot, Any]]
    layout: Any

    def plain(self) -> dict[str, Any]:
        """Each as JSON, with what tells the data from others."""
        spelled = {
            name: slot.plain(value, self.table)
            for name, (slot, value) in self.values.items()
            if slot.plain is not None
        }
        return {**spelled, DATA: mark(self.table.dataset), LAYOUT: self.layout}


def work_of(session: Session) -> Work:
    """The saved slots that were touched, and the layout as it stands."""
    state = session.state
    now = {name: (slot, getattr(state, name)) for name, slot in state.slots.items() if slot.saved}
    touched = {name: pair for name, pair in now.items() if pair[1] is not pair[0].default}
    layout = None if session.layout is None else session.saved_layout().to_json()
    return Work(state.table, touched, layout)


def resume(session: Session, work: Mapping[str, Any]) -> bool:
    """Bring `session` to `work`, as nobody's step; False when that was done on other data.

    A part that cannot be read, for it may have been written by anyone, is said and left out.
    """
    state = session.state
    if state.dataset is None or work.get(DATA) != mark(state.dataset):
        return False
    if work.get(LAYOUT) is not None:
        _try(session, lambda: session.arrange(parse_layout(work[LAYOUT], session.catalog)))
    parts = {name: found for name, found in work.items() if name not in (DATA, LAYOUT)}
    for problem in restore(session, Workspace(parts)):
        session.warn(f"not brought back: {problem}")
    return True


def mark(dataset: Dataset) -> str:
    """What tells the data of a work from others."""
    return f"{dataset.name} {dataset.n} {dataset.fingerprint}"


def _try(session: Session, act: Any) -> None:
    try:
        act()
    except HdvisError as error:
        session.warn(f"not brought back: {error}")
