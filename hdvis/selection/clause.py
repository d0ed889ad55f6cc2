"""One view's part in a selection: who says it, what it says, and what was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from hdvis.data import Column
from hdvis.selection.predicates import Predicate

Mode = Literal["replace", "add", "subtract", "intersect", "toggle"]
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, eq=False)
class Clause:
    """A predicate with its source, after Mosaic's selection clauses (Heer & Moritz 2024).

    `extent` is what the source drew (a box, brushes), so that it can draw it again. `gesture`
    tells two gestures of one source apart: a clause replaces an earlier one of the same source
    and gesture in place. `columns` holds the session's computed columns the predicate reads,
    as they were when it was made.
    """

    source: str
    predicate: Predicate
    mode: Mode = "replace"
    extent: Any = None
    gesture: str = ""
    columns: Mapping[str, Column] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """What identifies the clause within a selection."""
        return (self.source, self.gesture)
