"""What a worker makes for the view: axis tables, planes, labels, and the line under the pointer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from hdvis.data import Column
from hdvis.data.text import display
from hdvis.render import AxisPlanes, AxisTable, number
from hdvis.render.axes import FEW
from hdvis.render.shading import shading
from hdvis.selection import Selection, tidy
from hdvis.state import RowSets
from hdvis_views.plane_pictures import (
    Coloring,
    Picture,
    Tint,
    base_picture,
    mask_picture,
    tint,
)

KEPT_TABLES = 4
NAMED = 12
"""Categories up to which each is written beside its axis."""


Pictures = tuple[AxisPlanes, Tint | None, list[dict[str, Any]], Picture]
"""Planes, tint, what each axis says, and all shown rows."""


class AxisTables:
    """The last few axis tables of a data set, shared by its sessions; at most four are kept.

    A table belongs to a set of columns: their order on the page makes no other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[Column, ...], AxisTable] = OrderedDict()

    def get(self, columns: Sequence[Column]) -> AxisTable:
        """The table of the columns, in order of name."""
        key = tuple(sorted(columns, key=lambda column: column.name))
        with self._lock:
            table = self._known.setdefault(key, AxisTable(key))
            self._known.move_to_end(key)
            while len(self._known) > KEPT_TABLES:
                self._known.popitem(last=False)
        return table


@dataclass(frozen=True)
class Frame:
    """How large a page of axes is, which of them point down, and how rows are drawn."""

    size: tuple[int, int]
    flipped: frozenset[str] = frozenset()
    few: int = FEW
    gamma: float = 0.0


def pictures(
    columns: Sequence[Column], frame: Frame, coloring: Coloring | None, rows: RowSets
) -> Pictures:
    """What a page of axes is drawn from; `columns` stand left to right."""
    axes = rows.table.dataset.derived("axis tables", AxisTables).get(columns)
    place = {column: i for i, column in enumerate(axes.columns)}
    turned = frozenset(place[column] for column in columns if column.name in frame.flipped)
    planes = AxisPlanes(
        axes, [place[column] for column in columns], *frame.size, turned,
        few=frame.few, shading=shading(frame.gamma),
    )  # fmt: skip
    tinted = tint(coloring)
    shown = [axis(column, column.name in frame.flipped) for column in columns]
    picture = base_picture(planes, tinted, rows) | {"soft": planes.draws_lines(rows.limit)}
    return planes, tinted, shown, picture


def chosen_picture(
    planes: AxisPlanes, rows: RowSets, tinted: Tint | None
) -> tuple[Selection, Picture]:
    """The chosen rows; while the selection is live, coarse and many of them uncoloured."""
    soft = planes.draws_lines(rows.chosen)
    used = planes.half() if rows.live else planes
    picture = mask_picture(used, rows.chosen, tinted if soft or not rows.live else None)
    return rows.selection, picture | {"soft": soft}


def columns_of(planes: AxisPlanes) -> list[Column]:
    """The columns of the axes, left to right."""
    known = cast(Sequence[Column], planes.table.columns)
    return [known[i] for i in planes.order]


def axis(column: Column, flipped: bool) -> dict[str, Any]:
    """What an axis says: its label, its ends and, for few categories, each of them."""
    unit = f" ({column.unit})" if column.unit else ""
    low, high = _ends(column)
    nothing = len(column) > 0 and column.missing == len(column)
    return {
        "name": column.name, "label": display(column.name) + unit, "low": low, "high": high,
        "flipped": flipped, "ticks": _places(column),
        "note": f"no finite values in {display(column.name)}" if nothing else "",
    }  # fmt: skip


def _ends(column: Column) -> tuple[str, str]:
    if column.missing == len(column):
        return "–", "–"
    if column.kind == "category":
        return display(column.categories[0]), display(column.categories[-1])
    if column.kind == "time":
        rows = [int(np.nanargmin(column.values)), int(np.nanargmax(column.values))]
        first, last = (text.removesuffix(" 00:00:00") for text in column.text(rows))
        return first, last
    low, high = column.limits
    return number(tidy(low, high - low), 3), number(tidy(high, high - low), 3)


def _places(column: Column) -> list[list[Any]]:
    if column.kind != "category" or not 0 < len(column.categories) <= NAMED:
        return []
    last = len(column.categories) - 1
    return [[i / last if last else 0.5, display(name)] for i, name in enumerate(column.categories)]


REACH = 8.0
"""CSS pixels within which a pointer means a line."""


def nearest(
    planes: AxisPlanes, x: float, y: float, rows: RowSets, reach: float = REACH
) -> int | None:
    """The row whose line passes nearest to a place (shares of the plane, y upwards), or None.

    Where a selected row passes near, it is meant rather than one that has stepped back.
    """
    px, py = x * planes.width, (1 - y) * planes.height
    if rows.selection:
        row = planes.nearest_line(px, py, reach, rows.chosen)
        if row is not None:
            return row
    return planes.nearest_line(px, py, reach, rows.limit)
