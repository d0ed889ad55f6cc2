"""A selection: clauses folded, in order, into one answer for every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.data import Column
from hdvis.selection.clause import Clause
from hdvis.selection.predicates import And, Mask, Or, Predicate, Table, Xor


@dataclass(frozen=True, eq=False)
class Selection:
    """Rows chosen by clauses; no clause means that nothing is selected.

    `live` marks a selection in the middle of a drag: views may answer coarsely, and history
    waits for the one that ends the drag.
    """

    clauses: tuple[Clause, ...] = ()
    live: bool = False

    def __bool__(self) -> bool:
        return bool(self.clauses)

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses)

    def with_clause(self, clause: Clause, *, live: bool = False) -> Selection:
        """The selection after `clause`, which replaces, extends or narrows what was there."""
        if clause.mode == "replace":
            return Selection((clause,), live)
        keys = [known.key for known in self.clauses]
        if clause.key in keys:
            place = keys.index(clause.key)
            kept = replace(clause, mode=self.clauses[place].mode)
            return Selection((*self.clauses[:place], kept, *self.clauses[place + 1 :]), live)
        return Selection((*self.clauses, clause), live)

    def is_passed_by(self, newer: Selection) -> bool:
        """Whether a picture of this one would only flash up before that of `newer`."""
        return not newer or (self.live and not newer.live)

    def without(self, source: str, gesture: str | None = None) -> Selection:
        """The selection with one source's clauses (or one gesture of it) taken back."""
        kept = tuple(
            c
            for c in self.clauses
            if c.source != source or (gesture is not None and c.gesture != gesture)
        )
        return Selection(kept)

    def clause_of(self, source: str, gesture: str = "") -> Clause | None:
        """The clause of this source and gesture, if it still stands."""
        return next((c for c in self.clauses if c.key == (source, gesture)), None)

    def predicate(self, *, excluding: str | None = None) -> Predicate | None:
        """All clauses as one predicate, or None when nothing is selected."""
        answer: Predicate | None = None
        for clause in self.clauses:
            if clause.source != excluding:
                answer = _folded(answer, clause)
        return answer

    def mask(self, table: Table, *, excluding: str | None = None) -> Mask:
        """True for each selected row: bool (n,); nothing selected is all False.

        `excluding` leaves one source's clauses out, so that a view is filtered by the others
        and not by itself; when no other clause is left, every row passes.
        """
        predicate = self.predicate(excluding=excluding)
        if predicate is None:
            return np.full(table.n, excluding is not None and bool(self.clauses))
        return predicate.mask(self.seen_by(table))

    def seen_by(self, table: Table) -> Table:
        """`table` with the computed columns the clauses carry, where it lacks them."""
        extra = {k: v for c in self.clauses for k, v in c.columns.items()}
        return _Overlay(table, extra) if extra else table

    def rows(self, table: Table) -> npt.NDArray[np.int64]:
        """Indices of the selected rows, ascending: int64 (k,)."""
        return np.flatnonzero(self.mask(table))

    def count(self, table: Table) -> int:
        """How many rows are selected."""
        return int(np.count_nonzero(self.mask(table)))

    def text(self) -> str:
        """The selection in words that `vis.select` reads back; empty when nothing is selected."""
        predicate = self.predicate()
        return "" if predicate is None else predicate.text()

    def summary(self) -> str:
        """The text for reading: long sets of rows are only counted."""
        predicate = self.predicate()
        return "" if predicate is None else predicate.summary()


def _folded(left: Predicate | None, clause: Clause) -> Predicate:
    right = clause.predicate
    if left is None:
        return ~right if clause.mode == "subtract" else right
    match clause.mode:
        case "add":
            return Or((*_parts(left, Or), right))
        case "subtract":
            return And((*_parts(left, And), ~right))
        case "toggle":
            return Xor((*_parts(left, Xor), right))
        case "intersect":
            return And((*_parts(left, And), right))
    return right


def _parts(predicate: Predicate, kind: type[And | Or | Xor]) -> tuple[Predicate, ...]:
    """The parts of a predicate of that kind, so that many clauses make a flat one."""
    return predicate.parts if isinstance(predicate, kind) else (predicate,)


@dataclass(frozen=True, eq=False)
class _Overlay:
    table: Table
    extra: Mapping[str, Column]

    @property
    def n(self) -> int:
        return self.table.n

    @property
    def spaces(self) -> Mapping[str, npt.NDArray[Any]]:
        return self.table.spaces

    @property
    def columns(self) -> Mapping[str, Column]:
        from collections import ChainMap

        return ChainMap(self.table.columns, self.extra)  # type: ignore[arg-type]
