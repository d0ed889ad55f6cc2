"""A filter in the making: what the form holds, and the condition it comes to."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hdvis.data import Column
from hdvis.errors import DataError, shorten
from hdvis.selection import Not, OneOf, Predicate, Range, Table, read_expression
from hdvis.selection.conditions import seconds_of


@dataclass(frozen=True)
class RangeDraft:
    """Numbers or times of a column from `lo` to `hi`, ends included; an open end is infinite."""

    column: str
    lo: float = -math.inf
    hi: float = math.inf

    def predicate(self, table: Table) -> Predicate:
        """The condition on the rows of `table`."""
        if self.lo > self.hi:
            raise DataError(f"range: from {self.lo:g} to {self.hi:g} there is nothing. Swap them")
        return Range(self.column, self.lo, self.hi)


@dataclass(frozen=True)
class ChoiceDraft:
    """The labels named, or with `rest` every row but those."""

    column: str
    named: frozenset[str] = frozenset()
    rest: bool = False

    def holds(self, label: str) -> bool:
        """Whether rows of that label are kept."""
        return (label in self.named) != self.rest

    def predicate(self, table: Table) -> Predicate:
        """The condition on the rows of `table`."""
        known = table.columns[self.column].categories
        chosen = OneOf(self.column, tuple(label for label in known if label in self.named))
        return Not(chosen) if self.rest else chosen


@dataclass(frozen=True)
class TextDraft:
    """An expression as it is being typed."""

    text: str = ""

    def predicate(self, table: Table) -> Predicate:
        """The condition on the rows of `table`; a `DataError` says what is wrong with it."""
        if not self.text.strip():
            raise DataError("expression: empty, expected a condition such as x0 > 1.5")
        return read_expression(self.text, table)


Draft = RangeDraft | ChoiceDraft | TextDraft


def draft_of(predicate: Predicate, table: Table) -> Draft:
    """The form that makes `predicate`, as an expression where no other does."""
    match predicate:
        case Range(column, lo, hi, (False, False)) if _is(table, column, "numeric", "time"):
            return RangeDraft(column, lo, hi)
        case OneOf(column, values) if _is(table, column, "category"):
            return ChoiceDraft(column, frozenset(map(str, values)))
        case Not(OneOf(column, values)) if _is(table, column, "category"):
            return ChoiceDraft(column, frozenset(map(str, values)), rest=True)
    return TextDraft(predicate.text())


def default_draft(column: Column) -> Draft:
    """The form that suits a column: everything kept."""
    if column.kind == "category":
        return ChoiceDraft(column.name, rest=True)
    return RangeDraft(column.name)


def typed_end(text: str, column: Column, otherwise: float) -> float:
    """An end of a range as it was typed: a number or an ISO date; empty is `otherwise`."""
    words = text.strip().replace("−", "-").replace(",", "")
    if not words:
        return otherwise
    value = seconds_of(words) if column.kind == "time" else None
    try:
        value = float(words) if value is None else value
    except ValueError:
        value = math.nan
    if math.isnan(value):
        wanted = "a date such as 2024-05-17" if column.kind == "time" else "a number"
        raise DataError(f"range: got {shorten(text, 40)!r}, expected {wanted}")
    return value


def _is(table: Table, column: str, *kinds: str) -> bool:
    return column in table.columns and table.columns[column].kind in kinds
