"""Images in place of points, when few enough rows are in view."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.data import Images
from hdvis.render import sheet
from hdvis.state import RowSets
from hdvis_views.scatter.drawing import ScatterPlanes

MOST = 150
TILE = 40


def marks(planes: ScatterPlanes, images: Images, rows: RowSets) -> dict[str, Any] | None:
    """The rows in view as a sheet with their places, or None when they are too many."""
    view = planes.viewport
    inside = (planes.x >= view.x0) & (planes.x <= view.x1)
    inside &= (planes.y >= view.y0) & (planes.y <= view.y1)
    inside &= rows.shown
    places = np.flatnonzero(inside)
    if not 0 < places.size <= MOST:
        return None
    made = sheet(images.tiles(places, TILE), TILE, 16)
    across = (planes.x[places] - view.x0) / (view.x1 - view.x0)
    up = (planes.y[places] - view.y0) / (view.y1 - view.y0)
    chosen = rows.selected[places].tolist() if rows.selection else None
    stand = np.stack([across, up], axis=1).astype(float).round(5).tolist()
    return {
        "sheet": made.data, "mime": made.mime, "tile": made.tile, "columns": made.columns,
        "places": stand, "chosen": chosen,
    }  # fmt: skip
