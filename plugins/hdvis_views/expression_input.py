"""What a user types into a field, answered by rows or by what is wrong with it."""

from __future__ import annotations

from hdvis.accel import evaluate
from hdvis.errors import DataError, HdvisError, shorten
from hdvis.selection import Predicate, Table, search_predicate
from hdvis.selection.predicates import Mask


def typed_mask(predicate: Predicate, table: Table) -> Mask:
    """bool (n,); whatever a typed value brings about becomes a `DataError`."""
    try:
        return evaluate(predicate, table)
    except HdvisError:
        raise
    except Exception as error:
        raise DataError(f"expression: {shorten(error)}") from None


def searched(text: str, table: Table) -> Mask:
    """bool (n,): the rows that satisfy an expression, or that hold all of the plain words."""
    return typed_mask(search_predicate(text, table), table)
