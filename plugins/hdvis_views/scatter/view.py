"""Points as planes of pixels, with axes, brushes, a legend, image marks and a hover card."""

from __future__ import annotations

from pathlib import Path

import param

from hdvis.components import PlaneView
from hdvis.components.link import link


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
    path = param.List(default=[], doc="Points of a drawn path.")
    tool = param.Selector(default="box", objects=["box", "lasso", "pan", "path"])
    tools = param.List(default=["box", "lasso", "pan"])
    label = param.String("scatter plot")

    _esm = link(Path(__file__).with_name("view.js"))
