"""Symbolic conditions on rows, each with a mask and a text form, and their and, or, xor, not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import methodcaller
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from hdvis.data import Column
from hdvis.errors import DataError, shorten
from hdvis.selection.spelling import tidy as tidy

Mask = npt.NDArray[np.bool_]


class Table(Protocol):
    """What a predicate reads: rows, named columns and named spaces. A `Dataset` is one."""

    @property
    def n(self) -> int: ...
    @property
    def columns(self) -> Mapping[str, Column]: ...
    @property
    def spaces(self) -> Mapping[str, npt.NDArray[Any]]: ...


class Predicate:
    """A condition on rows; immutable, compared by value, combined with `&`, `|`, `^` and `~`."""

    def mask(self, table: Table) -> Mask:
        """True for the rows that satisfy the condition: bool (n,). Missing values never do."""
        raise NotImplementedError

    def text(self) -> str:
        """The condition as it can be pasted into `vis.select(...)`, which reads it back exactly."""
        raise NotImplementedError

    def summary(self) -> str:
        """The text for reading: long sets of rows are only counted."""
        return self.text()

    def names(self) -> frozenset[str]:
        """The columns the condition reads."""
        return frozenset()

    def last_row(self) -> int:
        """The largest row that the condition names by number, -1 when it names none."""
        return -1

    def __and__(self, other: Predicate) -> Predicate:
        return And((self, other))

    def __or__(self, other: Predicate) -> Predicate:
        return Or((self, other))

    def __xor__(self, other: Predicate) -> Predicate:
        return Xor((self, other))

    def __invert__(self) -> Predicate:
        return self.part if isinstance(self, Not) else Not(self)


def column_of(table: Table, name: str) -> Column:
    """The named column, or a `DataError` that lists the nearest names."""
    try:
        return table.columns[name]
    except KeyError:
        raise _unknown("column", name, table.columns) from None


def space_of(table: Table, name: str) -> npt.NDArray[Any]:
    """The named space (n, d), or a `DataError` that lists the nearest names."""
    if name not in table.spaces:
        raise _unknown("space", name, table.spaces)
    return table.spaces[name]


def _unknown(kind: str, name: str, known: Iterable[str]) -> DataError:
    from difflib import get_close_matches

    folded = {other.casefold(): other for other in known}
    near = [folded[hit] for hit in get_close_matches(name.casefold(), folded, 3)]
    hint = f"did you mean {' or '.join(shorten(other, 40) for other in near)}?"
    some = ", ".join(shorten(other, 20) for other in list(folded.values())[:6])
    return DataError(
        f"selection: no {kind} named {shorten(repr(name))}; "
        f"{hint if near else f'pass one of {some}'}",
        code="HDV-L17",
    )


@dataclass(frozen=True)
class Everything(Predicate):
    """All rows."""

    def mask(self, table: Table) -> Mask:
        return np.ones(table.n, bool)

    def text(self) -> str:
        return "all"


@dataclass(frozen=True)
class _Joined(Predicate):
    parts: tuple[Predicate, ...] = field(default=())

    def names(self) -> frozenset[str]:
        return frozenset().union(*(part.names() for part in self.parts))

    def last_row(self) -> int:
        return max((part.last_row() for part in self.parts), default=-1)


@dataclass(frozen=True)
class And(_Joined):
    """All of the parts hold; with no part, every row."""

    def mask(self, table: Table) -> Mask:
        mask = np.ones(table.n, bool)
        for part in self.parts:
            mask &= part.mask(table)
        return mask

    def text(self) -> str:
        return _spelled(self.parts, " and ", "text", (Or,)) or "all"

    def summary(self) -> str:
        return _spelled(self.parts, " and ", "summary", (Or,)) or "all"


@dataclass(frozen=True)
class Or(_Joined):
    """At least one part holds; with no part, no row."""

    def mask(self, table: Table) -> Mask:
        mask = np.zeros(table.n, bool)
        for part in self.parts:
            mask |= part.mask(table)
        return mask

    def text(self) -> str:
        return _spelled(self.parts, " or ", "text", (And,)) or "none"

    def summary(self) -> str:
        return _spelled(self.parts, " or ", "summary", (And,)) or "none"


@dataclass(frozen=True)
class Xor(_Joined):
    """An odd number of the parts holds; with no part, no row."""

    def mask(self, table: Table) -> Mask:
        mask = np.zeros(table.n, bool)
        for part in self.parts:
            mask ^= part.mask(table)
        return mask

    def text(self) -> str:
        return _spelled(self.parts, " ^ ", "text", (Predicate,)) or "none"

    def summary(self) -> str:
        return _spelled(self.parts, " ^ ", "summary", (Predicate,)) or "none"


@dataclass(frozen=True)
class Not(Predicate):
    """The part does not hold; rows with missing values are then included."""

    part: Predicate

    def mask(self, table: Table) -> Mask:
        return ~self.part.mask(table)

    def text(self) -> str:
        return f"not ({self.part.text()})"

    def summary(self) -> str:
        return f"not ({self.part.summary()})"

    def names(self) -> frozenset[str]:
        return self.part.names()

    def last_row(self) -> int:
        return self.part.last_row()


def _spelled(
    parts: tuple[Predicate, ...], word: str, form: str, bracketed: tuple[type[Predicate], ...]
) -> str:
    """The parts joined by `word`, those of a class that binds less tightly in brackets."""
    spell = methodcaller(form)
    return word.join(
        f"({spell(part)})" if isinstance(part, bracketed) else spell(part) for part in parts
    )
