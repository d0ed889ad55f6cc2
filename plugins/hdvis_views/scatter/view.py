"""Points as planes of pixels, with axes, brushes, a legend, image marks and a hover card."""

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


class GestureMessage(TypedDict):
    type: Literal["gesture"]
    shape: dict[str, Any]
    live: bool
    gesture: str
    mode: Mode | None


class ViewMessage(TypedDict):
    type: Literal["view"]
    x0: float
    x1: float
    y0: float
    y1: float


class ClickMessage(TypedDict):
    type: Literal["click"]
    x: float
    y: float


class HoverMessage(TypedDict):
    type: Literal["hover"]
    x: float
    y: float


class PathMessage(TypedDict):
    type: Literal["path"]
    points: list[list[float]]


class LegendMessage(TypedDict):
    type: Literal["legend"]
    value: str
    mode: Mode | None


class BareMessage(TypedDict):
    type: Literal["home"]


class ChosenAnswer(TypedDict):
    type: Literal["chosen"]
    chosen: dict[str, Any] | None
    live: bool


class CardAnswer(TypedDict):
    type: Literal["card"]
    row: int | None
    values: list[list[str]]
    image: dict[str, Any] | None


Sent = (
    SizeMessage
    | GestureMessage
    | ViewMessage
    | ClickMessage
    | HoverMessage
    | PathMessage
    | LegendMessage
    | BareMessage
)
"""What the browser says."""
Heard = ChosenAnswer | CardAnswer
"""What the browser is told."""


class RasterView(PlaneView):
    """A plane that can be panned, zoomed and brushed; all places are shares of the view (0..1).

    Sends `size` (width, height of the plane in CSS pixels), `gesture` (shape, live, gesture,
    mode), `clear`, `view` (x0, x1, y0, y1 as shares of the present view), `home`, `click`,
    `hover` and `path` (points drawn with the path tool). Answers a `hover` with a `card`
    message, and a gesture with `chosen`.
    """

    axes = param.Dict(default={}, doc="x and y: label, ticks as [share, text].")
    brushes = param.List(default=[], doc="Shapes to draw: kind box or lasso, points.")
    focus = param.List(default=None, allow_None=True, doc="[x, y] of the focused row.")
    marks = param.Dict(default=None, allow_None=True, doc="sheet, mime, tile, columns, places.")
    edges = param.Bytes(default=b"", doc="Both ends of edges to draw, float32 (e, 4).")
    rays = param.List(default=[], doc="[x, y] of the row under the pointer, then its neighbours.")
    path = param.List(default=[], doc="Points of a drawn path.")
    tool = param.Selector(default="box", objects=["box", "lasso", "pan", "path"])
    tools = param.List(default=["box", "lasso", "pan"])
    label = param.String("scatter plot")

    _esm = link(Path(__file__).with_name("view.js"))
