"""Row numbers from a mask; all of them are one array that every session shares."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.accel.masks import compact


def rows_of(mask: Any, table: Any) -> Any:
    """Rows that the bool mask (n,) holds, ascending, int32; read-only when it holds all."""
    return (
        table.dataset.derived("every row", lambda: _every(table.n)) if mask.all() else compact(mask)
    )


def _every(n: int) -> Any:
    rows = np.arange(n, dtype=np.int32)
    rows.flags.writeable = False
    return rows
