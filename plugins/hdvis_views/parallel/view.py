"""Parallel axes over a plane of lines: brushes, order, pages, a focused line and its handles."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypedDict

import param

from hdvis.components import PlaneView
from hdvis.components.link import link
from hdvis.selection import Mode


class SizeMessage(TypedDict):
    type: Literal["size"]
    width: int
    height: int
    ratio: float


class BrushMessage(TypedDict):
    type: Literal["brush"]
    axis: str
    ranges: list[list[float]]
    live: bool
    mode: Mode | None


class OrderMessage(TypedDict):
    type: Literal["order"]
    names: list[str]


class FlipMessage(TypedDict):
    type: Literal["flip"]
    axis: str


class PageMessage(TypedDict):
    type: Literal["page"]
    by: int


class HoverMessage(TypedDict):
    type: Literal["hover"]
    x: float
    y: float


class ClickMessage(TypedDict):
    type: Literal["click"]
    x: float
    y: float


class HandleMessage(TypedDict):
    type: Literal["handle"]
    axis: str
    share: float
    live: bool


class LegendMessage(TypedDict):
    type: Literal["legend"]
    value: str
    mode: Mode | None


class ChosenAnswer(TypedDict):
    type: Literal["chosen"]
    chosen: dict[str, Any] | None
    live: bool


class CardAnswer(TypedDict):
    type: Literal["card"]
    row: int | None
    values: list[list[str]]
    line: list[float | None]
    image: dict[str, Any] | None


class BareAnswer(TypedDict):
    type: Literal["ack"]


Sent = (
    SizeMessage
    | BrushMessage
    | OrderMessage
    | FlipMessage
    | PageMessage
    | HoverMessage
    | ClickMessage
    | HandleMessage
    | LegendMessage
)
"""What the browser says."""
Heard = ChosenAnswer | CardAnswer | BareAnswer
"""What the browser is told."""


class AxesView(PlaneView):
    """Axes that can be brushed, moved and flipped; heights are unit values (0..1) of an axis.

    Sends `size` (width, height of the plane in CSS pixels), `brush` (axis, ranges, live, mode),
    `order` (names), `flip` (axis), `page` (by), `hover` and `click` (x, y as shares of the plane,
    y upwards), `handle` (axis, share, live) and `legend` (value, mode). Answers a `brush`
    with `chosen`, a `hover` with `card`, everything else with `ack`.
    """

    axes = param.List(default=[], doc="name, label, low, high, flipped, ticks, note of each axis.")
    brushes = param.Dict(default={}, doc="Ranges [[low, high], ...] by axis name.")
    focus = param.List(default=None, allow_None=True, doc="Height on each axis, or None for a gap.")
    handles = param.Boolean(False, doc="Whether the focused line can be dragged.")
    pages = param.Dict(default={}, doc="before, after: how many more axes there are.")
    label = param.String("parallel coordinates")

    _esm = link(Path(__file__).with_name("view.js"))
