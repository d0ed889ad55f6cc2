"""Named conditions that decide which rows the views show at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hdvis.selection import And, Not, Predicate


@dataclass(frozen=True)
class NamedFilter:
    """A predicate with a name; an inverted one drops what it describes, an inactive one rests."""

    name: str
    predicate: Predicate
    active: bool = True
    inverted: bool = False

    @property
    def effective(self) -> Predicate:
        """The condition that rows must satisfy to be shown."""
        return Not(self.predicate) if self.inverted else self.predicate


def combined(filters: Iterable[NamedFilter]) -> Predicate | None:
    """All active filters as one predicate, or None when every row is shown."""
    parts = tuple(f.effective for f in filters if f.active)
    return And(parts) if parts else None
