"""What a user types into a field, as a condition on rows that is known to work."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hdvis.accel import evaluate
from hdvis.data import Column
from hdvis.errors import DataError, HdvisError, shorten
from hdvis.selection import Predicate, parse_expression
from hdvis.selection.predicates import Mask, Table, column_of

SIGNS = frozenset("<>=!()[]`")


def typed_predicate(text: str, table: Table) -> Predicate:
    """The predicate that `text` describes; a `DataError` says what is wrong, with near names."""
    predicate = parse_expression(text)
    for name in sorted(predicate.names()):
        column_of(table, name)
    return predicate


def typed_mask(predicate: Predicate, table: Table) -> Mask:
    """bool (n,); whatever a typed value brings about becomes a `DataError`."""
    try:
        return evaluate(predicate, table)
    except HdvisError:
        raise
    except Exception as error:
        raise DataError(f"expression: {shorten(error)}") from None


def searched(text: str, table: Table) -> Mask:
    """bool (n,): the rows that satisfy an expression, or that hold all of the plain words.

    A word is looked for in the categories of every column, whatever its case. Text with a sign
    of comparison is an expression, and so is text that reads as one over known columns.
    """
    try:
        return typed_mask(typed_predicate(text, table), table)
    except DataError:
        if SIGNS & set(text):
            raise
    mask = np.ones(table.n, bool)
    labels = [column for column in table.columns.values() if column.kind == "category"]
    for word in text.casefold().split():
        mask &= _holding(word, labels, table.n)
    return mask


def _holding(word: str, labels: Iterable[Column], n: int) -> Mask:
    mask = np.zeros(n, bool)
    for column in labels:
        hit = np.fromiter((word in text.casefold() for text in column.categories), bool)
        mask |= np.append(hit, False)[column.values]
    return mask
