"""Which rows a click with a modifier key selects."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.selection import Clause, Rows
from hdvis_views.table.row_order import RowOrder


def toggled(clause: Clause | None, rows: Any) -> Rows | None:
    """The rows of a table's own clause with `rows` taken in or out; None when none is left."""
    before = clause.predicate.rows if clause and isinstance(clause.predicate, Rows) else []
    after = np.setxor1d(before, rows)
    return Rows.of(after.astype(np.int64)) if after.size else None


def between(standing: RowOrder, anchor: int | None, place: int) -> Any:
    """The rows that stand from row `anchor`, where it is shown, to `place`, ends included."""
    found = -1 if anchor is None else standing.place(anchor)
    start = place if found < 0 else found
    return standing[min(start, place) : max(start, place) + 1]
