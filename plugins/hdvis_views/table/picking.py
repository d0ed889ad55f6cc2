"""Which rows a click with a modifier key selects."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.selection import Clause, Rows


def toggled(clause: Clause | None, rows: Any) -> Rows | None:
    """The rows of a table's own clause with `rows` taken in or out; None when none is left."""
    before = clause.predicate.rows if clause and isinstance(clause.predicate, Rows) else []
    after = np.setxor1d(before, rows)
    return Rows.of(after.astype(np.int64)) if after.size else None


def between(rows: Any, anchor: int | None, place: int) -> Any:
    """The rows that stand from row `anchor`, where it is shown, to `place`, ends included."""
    found = np.flatnonzero(rows == anchor) if anchor is not None else []
    start = int(found[0]) if len(found) else place
    return rows[min(start, place) : max(start, place) + 1]
