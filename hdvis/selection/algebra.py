"""Named selections combined as sets."""

from __future__ import annotations

from typing import Literal, get_args

from hdvis.errors import DataError
from hdvis.selection.clause import Clause
from hdvis.selection.predicates import And, Not, Or, Predicate, Xor
from hdvis.selection.selection import Selection

SetOperation = Literal["union", "intersection", "difference", "symmetric difference"]
SET_OPERATIONS: tuple[SetOperation, ...] = get_args(SetOperation)


def combined_selections(how: SetOperation, *selections: Selection) -> Selection:
    """One selection of the rows of several, in one clause of the source "set".

    A difference takes all others from the first; a symmetric one holds the rows of an odd number.
    An empty selection is no row. The computed columns that clauses carry go along. Raises
    `DataError` without two selections or with an unknown operation.
    """
    if how not in SET_OPERATIONS:
        raise DataError(f"selections: got {how!r}, expected one of {', '.join(SET_OPERATIONS)}")
    if len(selections) < 2:
        raise DataError(f"selections: got {len(selections)} for a {how}, expected two or more")
    parts = tuple(_rows_of(selection) for selection in selections)
    clauses = [clause for selection in selections for clause in selection]
    columns = {name: column for c in clauses for name, column in c.columns.items()}
    return Selection((Clause("set", _joined(how, parts), columns=columns),))


def _rows_of(selection: Selection) -> Predicate:
    predicate = selection.predicate()
    return Or(()) if predicate is None else predicate


def _joined(how: SetOperation, parts: tuple[Predicate, ...]) -> Predicate:
    match how:
        case "union":
            return Or(parts)
        case "intersection":
            return And(parts)
        case "difference":
            return And((parts[0], *(Not(part) for part in parts[1:])))
    return Xor(parts)
