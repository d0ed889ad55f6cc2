"""Undo and redo over immutable values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class History(Generic[T]):
    """The present value between what can be undone and what can be redone."""

    present: T
    past: tuple[T, ...] = ()
    future: tuple[T, ...] = ()
    depth: int = 100

    def push(self, value: T) -> History[T]:
        """`value` becomes the present; what was undone before it is forgotten."""
        if value is self.present:
            return self
        return replace(
            self, present=value, past=(*self.past, self.present)[-self.depth :], future=()
        )

    def undo(self) -> History[T]:
        """One step back, or the same history when there is none."""
        if not self.past:
            return self
        *past, present = self.past
        return replace(self, present=present, past=tuple(past), future=(self.present, *self.future))

    def redo(self) -> History[T]:
        """One step forward, or the same history when there is none."""
        if not self.future:
            return self
        present, *future = self.future
        return replace(self, present=present, past=(*self.past, self.present), future=tuple(future))
