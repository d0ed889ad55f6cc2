"""Images in place of points, when few enough rows are in view."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.accel import evaluate
from hdvis.render import sheet

MOST = 150
TILE = 40


def marks(
    planes: Any, images: Any, selection: Any, table: Any, masks: Any, kept: Any
) -> dict[str, Any] | None:
    """The rows in view as a sheet with their places, or None when they are too many."""
    view = planes.viewport
    inside = (planes.x >= view.x0) & (planes.x <= view.x1)
    inside &= (planes.y >= view.y0) & (planes.y <= view.y1)
    if kept is not None:
        inside &= evaluate(kept, table)
    rows = np.flatnonzero(inside)
    if not 0 < rows.size <= MOST:
        return None
    made = sheet(images.get(rows), TILE, 16)
    across = (planes.x[rows] - view.x0) / (view.x1 - view.x0)
    up = (planes.y[rows] - view.y0) / (view.y1 - view.y0)
    chosen = masks.get(table, selection)[rows].tolist() if selection else None
    places = np.stack([across, up], axis=1).astype(float).round(5).tolist()
    return {
        "sheet": made.data, "mime": made.mime, "tile": made.tile, "columns": made.columns,
        "places": places, "chosen": chosen,
    }  # fmt: skip
