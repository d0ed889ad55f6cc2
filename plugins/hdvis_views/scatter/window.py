"""Which part of two columns a plot shows, and where values stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from hdvis.data import Column
from hdvis.data.shares import share_between
from hdvis.data.text import display
from hdvis.render import Viewport, ticks
from hdvis.selection import tidy

HOME = Viewport().padded(0.04)


@dataclass(frozen=True, eq=False)
class Window:
    """Two columns through a viewport of their unit values; places are shares (0..1), y upwards."""

    x: Column
    y: Column
    view: Viewport = HOME

    @property
    def axes(self) -> dict[str, Any]:
        """Label and ticks of both axes; those of an embedding mean nothing and have none."""
        if is_embedding(self.x.name, self.y.name):
            return {}
        view = self.view
        return {
            "x": _axis(self.x, view.x0, view.x1),
            "y": _axis(self.y, view.y0, view.y1),
        }

    def place(self, x: float, y: float) -> list[float]:
        """Where two values stand."""
        return self._unit_place(_unit(self.x, x), _unit(self.y, y))

    def row_place(self, row: int) -> list[float] | None:
        """Where a row stands, or None where it has no value."""
        units = (float(column.unit_values[row]) for column in (self.x, self.y))
        place = self._unit_place(*units)
        return place if np.isfinite(place).all() else None

    def values(self, places: list[list[float]]) -> list[tuple[float, float]]:
        """The values at places, rounded to what the plot can show."""
        view = self.view
        return [
            (_value_at(self.x, view.x0, view.x1, x), _value_at(self.y, view.y0, view.y1, y))
            for x, y in places
        ]

    def part(self, x0: float, x1: float, y0: float, y1: float) -> Viewport:
        """The viewport between places, or the present one when it would be out of all bounds."""
        view = self.view
        width, height = view.x1 - view.x0, view.y1 - view.y0
        moved = Viewport(
            view.x0 + x0 * width, view.x0 + x1 * width, view.y0 + y0 * height, view.y0 + y1 * height
        )
        is_sane = 1e-5 < moved.x1 - moved.x0 < 50 and 1e-5 < moved.y1 - moved.y0 < 50
        return moved if is_sane else view

    def _unit_place(self, x: float, y: float) -> list[float]:
        view = self.view
        return [(x - view.x0) / (view.x1 - view.x0), (y - view.y0) / (view.y1 - view.y0)]


def is_embedding(x: str, y: str) -> bool:
    """Whether two columns are the coordinates of one embedding."""
    return bool(_stem(x)) and _stem(x) == _stem(y)


def pair_name(x: str, y: str) -> str:
    """What a plot of two columns is called: the embedding, or both names."""
    return display(_stem(x)) if is_embedding(x, y) else f"{display(x, 60)} × {display(y, 60)}"


def _stem(name: str) -> str:
    stem, _, last = name.rpartition(" ")
    return stem if last in ("1", "2") else ""


def _axis(column: Column, start: float, end: float) -> dict[str, Any]:
    low, high = _value(column, start), _value(column, end)
    if column.kind == "category":
        places = [(float(i), display(c)) for i, c in enumerate(column.categories[:40])]
    elif column.kind == "time":
        values, _ = ticks(low, high)
        places = [(v, t) for v, t in zip(values, _dates(values), strict=True)]
    else:
        places = list(zip(*ticks(low, high), strict=True))
    span = end - start
    marks = [[(_unit(column, value) - start) / span, text] for value, text in places]
    unit = f" ({column.unit})" if column.unit else ""
    return {"label": display(column.name) + unit, "ticks": marks}


def _dates(values: list[float]) -> list[str]:
    stamps = np.array(values, "f8").astype("datetime64[s]")
    return [str(stamp).replace("T", " ").removesuffix(" 00:00:00") for stamp in stamps]


def _value(column: Column, unit: float) -> float:
    low, high = column.limits
    return low * (1 - unit) + high * unit


def _unit(column: Column, value: float) -> float:
    low, high = column.limits
    return share_between(low, high, value)


def _value_at(column: Column, start: float, end: float, share: float) -> float:
    span = _value(column, end) - _value(column, start)
    return tidy(_value(column, start + float(share) * (end - start)), span)
