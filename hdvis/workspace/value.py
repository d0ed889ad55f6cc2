"""Everything a person made on a page, as one value that edits replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Parts: TypeAlias = Mapping[str, Json]
Kind = Literal["set", "step", "undo", "redo"]

DEPTH = 100
"""Steps that can be taken back."""


@dataclass(frozen=True)
class Edit:
    """One change: the parts it sets, or a walk through what was done.

    A "step" can be undone, a "set" stays; "undo" and "redo" set nothing of their own.
    """

    kind: Kind
    parts: Parts = field(default_factory=dict)


@dataclass(frozen=True)
class Workspace:
    """Named parts (layout, selection, directions, …) as JSON, with what can be undone and redone.

    `past` and `future` hold, for each step, the values that it would bring back. `revision`
    counts edits.
    """

    parts: Parts = field(default_factory=dict)
    revision: int = 0
    past: tuple[Parts, ...] = ()
    future: tuple[Parts, ...] = ()

    def edited(self, edit: Edit) -> Workspace:
        """The workspace after `edit`; an undo or redo with nothing to walk to only counts."""
        after = replace(self, revision=self.revision + 1)
        match edit.kind:
            case "set":
                return replace(after, parts={**self.parts, **edit.parts})
            case "step":
                past = (*self.past, self._of(edit.parts))[-DEPTH:]
                return replace(after, parts={**self.parts, **edit.parts}, past=past, future=())
            case "undo" if self.past:
                back = self.past[-1]
                return replace(
                    after,
                    parts={**self.parts, **back},
                    past=self.past[:-1],
                    future=(self._of(back), *self.future),
                )
            case "redo" if self.future:
                forth = self.future[0]
                return replace(
                    after,
                    parts={**self.parts, **forth},
                    past=(*self.past, self._of(forth)),
                    future=self.future[1:],
                )
        return after

    def _of(self, names: Parts) -> Parts:
        """The present values of the parts of these names; one that is not there is None."""
        return {name: self.parts.get(name) for name in names}
