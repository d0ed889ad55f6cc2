"""What a user types or pastes, as a condition on the rows of a table that is known to work."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from hdvis.data import Column
from hdvis.errors import DataError, shorten
from hdvis.selection.conditions import OneOf
from hdvis.selection.expression import parse_expression
from hdvis.selection.predicates import And, Or, Predicate, Table, column_of
from hdvis.selection.row_conditions import Rows

MOST_LABELS = 200
"""Labels that a search writes out; more are meant by their rows."""
SIGNS = frozenset("<>=!()[]`")
_BETWEEN = re.compile(r"[\s,;]+")


def read_expression(text: str, table: Table) -> Predicate:
    """The condition that `text` describes, its columns, spaces and rows being there.

    Raises `DataError` that says what is wrong, with near names.
    """
    predicate = parse_expression(text)
    for name in sorted(predicate.names()):
        column_of(table, name)
    return within(predicate, table)


def within(predicate: Predicate, table: Table) -> Predicate:
    """`predicate`; a `DataError` when it names a row that `table` has not."""
    last = predicate.last_row()
    if last >= table.n:
        raise DataError(
            f"selection: names row {last:,}, expected rows from 0 to {table.n - 1:,}",
            code="HDV-L18",
        )
    return predicate


def read_pasted(text: str, table: Table) -> Predicate:
    """An expression, a list of row numbers, or a list of labels of one column.

    Entries of a list stand apart by commas, semicolons or white space; labels may hold spaces
    where each has a line of its own. Raises `DataError` naming the first entry nobody knows.
    """
    lines = [line.strip().strip(",;").strip() for line in text.splitlines() if line.strip()]
    words = [word for word in _BETWEEN.split(text.strip()) if word]
    if not words:
        raise DataError("selection: got no text. Write a condition such as x0 > 1.5, or rows")
    if all(word.isdecimal() for word in words):
        return within(Rows.of([int(word) for word in words]), table)
    column = _holder(lines, table) or _holder(words, table)
    if column is not None and not SIGNS & set(text):
        entries = lines if _holds(column, lines) else words
        return OneOf(column.name, tuple(dict.fromkeys(entries)))
    if SIGNS & set(text) or len(words) == 1:
        return read_expression(text, table)
    raise _unknown(lines if len(lines) > 1 else words, table)


def search_predicate(text: str, table: Table) -> Predicate:
    """Rows that satisfy an expression, or that hold all of the plain words in their labels.

    A word is looked for in the categories of every column, whatever its case. Text with a sign
    of comparison is an expression, and so is text that reads as one over known columns.
    """
    try:
        return read_expression(text, table)
    except DataError:
        if SIGNS & set(text):
            raise
    labels = [column for column in table.columns.values() if column.kind == "category"]
    return And(tuple(_holding(word, labels) for word in text.casefold().split()))


def _holding(word: str, labels: Sequence[Column]) -> Predicate:
    """Rows with a label that holds `word`."""
    hits = {
        column: tuple(label for label in column.categories if word in label.casefold())
        for column in labels
    }
    parts = [OneOf(column.name, hit) for column, hit in hits.items() if hit]
    if sum(len(part.values) for part in parts) <= MOST_LABELS:
        return parts[0] if len(parts) == 1 else Or(tuple(parts))
    found = np.zeros(len(labels[0]), bool)
    for column, hit in hits.items():
        known = np.fromiter((label in hit for label in column.categories), bool)
        found |= np.append(known, False)[column.values]
    return Rows.of(found)


def _holder(entries: Sequence[str], table: Table) -> Column | None:
    """The first column of labels that knows every entry."""
    labels = (column for column in table.columns.values() if column.kind == "category")
    return next((column for column in labels if _holds(column, entries)), None)


def _holds(column: Column, entries: Sequence[str]) -> bool:
    return set(entries) <= set(column.categories)


def _unknown(entries: Sequence[str], table: Table) -> DataError:
    known: set[str] = set()
    for column in table.columns.values():
        known.update(column.categories if column.kind == "category" else ())
    missing = [entry for entry in entries if entry not in known]
    if not missing:
        return DataError("selection: the labels belong to several columns. Paste those of one")
    return DataError(
        f"selection: {len(missing):,} of {len(entries):,} entries are no label, the first "
        f"{shorten(repr(missing[0]), 40)}. Paste row numbers, labels of one column, or a condition"
    )
