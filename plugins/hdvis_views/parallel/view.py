"""Parallel axes over a plane of lines: brushes, order, pages, a focused line and its handles."""

from __future__ import annotations

from pathlib import Path

import param

from hdvis.components import PlaneView
from hdvis.components.link import link


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
