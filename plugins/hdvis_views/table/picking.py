"""Which rows a click with a modifier key selects."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hdvis.selection import Clause, Rows
from hdvis_views.table.row_order import RowNumbers, RowOrder


def toggled(clause: Clause | None, rows: npt.ArrayLike) -> Rows | None:
    """The rows of a table's own clause with `rows` taken in or out; None when none is left."""
    known = clause.predicate if clause is not None else None
    before = known.rows if isinstance(known, Rows) else np.empty(0, np.int64)
    after = np.setxor1d(before, np.asarray(rows, np.int64))
    return Rows.of(after) if after.size else None


def between(order: RowOrder, anchor: int | None, place: int) -> RowNumbers:
    """The rows that stand from row `anchor`, where it is shown, to `place`, ends included."""
    found = -1 if anchor is None else order.place(anchor)
    start = place if found < 0 else found
    return order[min(start, place) : max(start, place) + 1]
