"""The heads of a table's columns: what they say, how wide they are, where they go."""

from __future__ import annotations

from typing import Any

from hdvis.data import Column
from hdvis.data.text import display

WIDTHS = {"numeric": 84, "category": 120, "time": 168}
WIDEST = 200


def heading(column: Column, width: int | None) -> dict[str, Any]:
    """What a browser draws a head from; without a `width` its name and kind decide."""
    label = display(column.name) + (f" ({column.unit})" if column.unit else "")
    fitting = min(max(WIDTHS[column.kind], 26 + 7 * len(label)), WIDEST)
    return {"label": label, "kind": column.kind, "width": width or fitting}


def moved(names: list[str], column: int, before: int) -> list[str]:
    """`names` with one dropped before the place `before`, counted as they stood."""
    left = [name for i, name in enumerate(names) if i < before and i != column]
    right = [name for i, name in enumerate(names) if i >= before and i != column]
    return [*left, names[column], *right]
