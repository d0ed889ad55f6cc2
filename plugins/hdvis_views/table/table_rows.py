"""In which order rows stand in a table, and which of them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.data import Column
from hdvis.data.text import natural_key
from hdvis.errors import HdvisError
from hdvis.selection.predicates import Mask
from hdvis.state import RowSets
from hdvis_views.expression_input import searched
from hdvis_views.row_indices import row_indices
from hdvis_views.table.row_order import RowNumbers, RowOrder


def sorted_rows(column: Column, descending: bool) -> RowNumbers:
    """Rows by the column's values, int32 (n,): ties in row order, missing values last."""
    keys, gone = _keys(column)
    if descending:
        keys = ~keys if keys.dtype.kind in "iu" else -keys
    rows = np.argsort(keys, kind="stable").astype(np.int32)
    missing = gone[rows]
    return np.concatenate([rows[~missing], rows[missing]]) if missing.any() else rows


def _keys(column: Column) -> tuple[npt.NDArray[Any], Mask]:
    """Values that sort as the column reads, and which rows have none."""
    if column.kind != "category":
        gone = np.isnan(column.values)
        return (column.values if column.exact is None else column.exact), gone
    places = np.empty(len(column.categories) + 1, np.int32)
    order = sorted(range(len(column.categories)), key=lambda i: natural_key(column.categories[i]))
    places[order] = np.arange(len(order))
    places[-1] = len(order)
    return places[column.values], column.values < 0


class Orders:
    """The last few sorted columns of a data set, each sorted once for all its sessions."""

    def __init__(self, keep: int = 4) -> None:
        self._keep, self._lock = keep, Lock()
        self._known: OrderedDict[tuple[int, bool], tuple[Column, RowNumbers]] = OrderedDict()

    def get(self, column: Column, descending: bool) -> RowNumbers:
        """`sorted_rows(column, descending)`, remembered by the column's identity."""
        key = (id(column), descending)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key][1]
        rows = sorted_rows(column, descending)
        with self._lock:
            self._known[key] = (column, rows)
            while len(self._known) > self._keep:
                self._known.popitem(last=False)
        return rows


@dataclass(frozen=True)
class Wanted:
    """What a table shows: sorted by which column, narrowed by what, selection first or alone."""

    column: Column | None = None
    descending: bool = False
    text: str = ""
    first: bool = True
    only: bool = False


@dataclass(frozen=True, eq=False)
class TableRows:
    """Rows in the order they stand.

    `selected` of them are selected, wherever they stand; the filters show `shown` rows in all.
    """

    rows: RowOrder
    selected: int
    shown: int


def arrange(wanted: Wanted, orders: Orders, sets: RowSets) -> TableRows:
    """The rows of a table."""
    table, shown, total = sets.table, sets.shown, sets.shown_count
    if wanted.text:
        shown = shown & searched(wanted.text, table)
    chosen = sets.selected if sets.selection else None
    if wanted.only:
        shown = shown & sets.selected
    if wanted.column is None:
        rows: RowNumbers = row_indices(shown, table.dataset)
    else:
        rows = orders.get(wanted.column, wanted.descending)
        rows = rows if shown.all() else rows[shown[rows]]
    if chosen is None:
        return TableRows(RowOrder(rows), 0, total)
    front = chosen if wanted.first and not wanted.only else None
    return TableRows(RowOrder(rows, front), int(np.count_nonzero(chosen & shown)), total)


def attempt(wanted: Wanted, orders: Orders, sets: RowSets) -> TableRows | str:
    """`arrange(wanted, orders, sets)`, or what is wrong with the text searched for."""
    try:
        return arrange(wanted, orders, sets)
    except HdvisError as error:
        return error.message


def count_selected(sets: RowSets, order: RowOrder) -> int:
    """How many of the rows that stand there are selected."""
    return int(np.count_nonzero(sets.selected[order.rows])) if sets.selection else 0
