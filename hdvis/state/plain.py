"""The core's saved values as plain JSON, and back, whoever wrote what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hdvis.errors import DataError, shorten
from hdvis.selection import (
    Focus,
    Selection,
    focus_from_plain,
    focus_to_plain,
    read_expression,
    selection_from_plain,
    selection_to_plain,
)
from hdvis.selection.reading import within
from hdvis.state.color import Color
from hdvis.state.filters import NamedFilter
from hdvis.state.table import SessionTable


def selection_plain(selection: Selection, table: SessionTable) -> Any:
    """A list of clauses."""
    return selection_to_plain(selection, table)


def selection_again(found: Any, table: SessionTable) -> Selection:
    """The selection; columns and rows that are not there are refused."""
    selection = selection_from_plain(found)
    for clause in selection:
        read_expression(clause.predicate.text(), table)
        within(clause.predicate, table)
    return selection


def saved_plain(saved: Mapping[str, Selection], table: SessionTable) -> Any:
    """Clauses by name."""
    return {name: selection_to_plain(selection, table) for name, selection in saved.items()}


def saved_again(found: Any, table: SessionTable) -> dict[str, Selection]:
    """Named selections."""
    if not isinstance(found, dict):
        raise DataError(f"saved: got {shorten(found, 40)}, expected selections by name")
    return {str(name)[:80]: selection_again(clauses, table) for name, clauses in found.items()}


def filters_plain(filters: tuple[NamedFilter, ...], table: SessionTable) -> Any:
    """One object for each filter, its predicate as text."""
    return [
        {"name": f.name, "text": f.predicate.text(), "active": f.active, "inverted": f.inverted}
        for f in filters
    ]


def filters_again(found: Any, table: SessionTable) -> tuple[NamedFilter, ...]:
    """The filters."""
    return tuple(_filter_again(one, table) for one in found) if isinstance(found, list) else ()


def _filter_again(found: Any, table: SessionTable) -> NamedFilter:
    match found:
        case {"name": str(name), "text": str(text), "active": bool(active), "inverted": bool(over)}:
            return NamedFilter(name, read_expression(text, table), active, over)
    raise DataError(f"filters: got {shorten(found, 60)}, expected one that was saved")


def focus_plain(focus: Focus | None, table: SessionTable) -> Any:
    """The row or the point."""
    return None if focus is None else focus_to_plain(focus)


def focus_again(found: Any, table: SessionTable) -> Focus | None:
    """The focus, or None where the data have no such place."""
    return focus_from_plain(found, table)


def color_plain(color: Color | None, table: SessionTable) -> Any:
    """Column, palette and middle."""
    if color is None:
        return None
    return {"column": color.column, "palette": color.palette, "middle": color.middle}


def color_again(found: Any, table: SessionTable) -> Color | None:
    """The colour, or None where its column is not there."""
    match found:
        case {"column": str(column), "palette": str(palette), "middle": float() | None as middle}:
            return Color(column, palette, middle) if column in table.columns else None
    return None
