"""Selections, predicates and the focus as plain JSON values, and back."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np

from hdvis.errors import DataError, shorten
from hdvis.selection.clause import Clause, Mode
from hdvis.selection.expression import parse_expression
from hdvis.selection.focus import Focus
from hdvis.selection.predicates import Table
from hdvis.selection.row_conditions import Rows
from hdvis.selection.selection import Selection


def selection_to_plain(selection: Selection, table: Table) -> list[dict[str, Any]]:
    """The clauses, each predicate as the text that reads back.

    One that reads columns computed in its session becomes the rows that it chose, for those
    columns may be others next time; what was drawn for it is left out.
    """
    return [_clause_to_plain(clause, selection.seen_by(table)) for clause in selection]


def selection_from_plain(found: Any) -> Selection:
    """The selection that `selection_to_plain` spelled. Raises `DataError` for anything else."""
    if not isinstance(found, list):
        raise DataError(f"selection: got {shorten(found, 40)}, expected a list of clauses")
    return Selection(tuple(map(_clause_from_plain, found)))


def focus_to_plain(focus: Focus) -> dict[str, Any]:
    """The row, or the free point with its space."""
    point = None if focus.point is None else np.asarray(focus.point, np.float64).tolist()
    return {"row": focus.row, "point": point, "space": focus.space}


def focus_from_plain(found: Any, table: Table) -> Focus | None:
    """The focus that `focus_to_plain` spelled, or None where `table` has no such place."""
    match found:
        case {"row": int(row), "point": None, "space": str(space)} if 0 <= row < table.n:
            return Focus(row, None, space)
        case {"row": int() | None as row, "point": list(values), "space": str(space)}:
            point = np.asarray(values, np.float64)
            known = table.spaces.get(space)
            if known is not None and point.shape == known.shape[1:] and np.isfinite(point).all():
                return Focus(row, point, space)
    return None


def _clause_to_plain(clause: Clause, table: Table) -> dict[str, Any]:
    predicate, extent = clause.predicate, clause.extent
    if clause.columns and clause.columns.keys() & predicate.names():
        predicate, extent = Rows.of(predicate.mask(table)), None
    return {
        "source": clause.source,
        "predicate": predicate.text(),
        "mode": clause.mode,
        "gesture": clause.gesture,
        "extent": _listed(extent) if _is_finite(extent) else None,
    }


def _clause_from_plain(found: Any) -> Clause:
    match found:
        case {
            "source": str(source),
            "predicate": str(text),
            "mode": str(mode),
            "gesture": str(gesture),
        } if mode in get_args(Mode):
            extent = _frozen(found.get("extent"))
            return Clause(source, parse_expression(text), mode, extent, gesture)  # type: ignore[arg-type]
    raise DataError(f"selection: got the clause {shorten(found, 60)}, expected one that was saved")


def _listed(value: Any) -> Any:
    """`value` with lists for tuples and Python's numbers for numpy's."""
    if isinstance(value, dict):
        return {str(key): _listed(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(part) for part in value]
    return value.item() if isinstance(value, np.generic) else value


def _is_finite(value: Any) -> bool:
    """Whether JSON can say all numbers of what was drawn."""
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_finite, value))
    return not isinstance(value, float | np.floating) or bool(np.isfinite(value))


def _frozen(value: Any) -> Any:
    """`value` with tuples for lists, as views draw it."""
    if isinstance(value, dict):
        return {key: _frozen(part) for key, part in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
