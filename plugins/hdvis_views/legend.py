"""What the legend of a coloured view says."""

from __future__ import annotations

from typing import Any

from hdvis.data.text import display
from hdvis.render import number
from hdvis.render.palette import OTHER, hexes
from hdvis_views.plane_pictures import Tint, ValueTint


def legend(tinted: Tint | None) -> dict[str, Any] | None:
    """Title with a ramp and its labels for numbers, or entries for categories; None uncoloured."""
    if tinted is None:
        return None
    column = tinted.column
    if isinstance(tinted, ValueTint):
        low, high = tinted.ends
        words = [number(high, 3), number(low / 2 + high / 2, 3), number(low, 3)]
        return {"title": display(column.name), "ramp": tinted.map.tobytes(), "labels": words}
    labels = [column.categories[code] for code in tinted.kept]
    entries: list[dict[str, str | None]] = [
        {"color": color, "label": display(label), "value": label}
        for label, color in zip(labels, hexes(tinted.colors), strict=True)
    ]
    if len(column.categories) > len(tinted.kept):
        entries.append({"color": OTHER, "label": "other", "value": None})
    return {"title": display(column.name), "entries": entries}
