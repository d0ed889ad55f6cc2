"""Rows turned from one plane to the next, with axis arrows and a slider."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link
from hdvis.selection import Mode


class TargetMessage(TypedDict):
    type: Literal["target"]
    name: str


class GrandMessage(TypedDict):
    type: Literal["grand"]
    on: bool


class AtMessage(TypedDict):
    type: Literal["at", "keep"]
    t: float


class BrushMessage(TypedDict):
    type: Literal["brush"]
    t: float
    x0: float
    x1: float
    y0: float
    y1: float
    mode: Mode | None


class BareMessage(TypedDict):
    type: Literal["arrived", "clear"]


Sent = TargetMessage | GrandMessage | AtMessage | BrushMessage | BareMessage
"""What the browser says."""


class TourView(BrowserPart):
    """Sends `target` (name), `grand` (on), `at` (t), `arrived`, `keep`, and `brush` (t; x0, x1,
    y0, y1 in units of the plane; mode), or `clear`.
    """

    tour = param.Dict(
        default=None,
        allow_None=True,
        doc="coordinates (float32, n x 4), angles, spin, radii, arrows, play.",
    )
    marks = param.Bytes(default=b"", doc="Per row 0 hidden, 1 shown, 2 chosen.")
    colors = param.Bytes(default=b"", doc="Per row red, green, blue; empty for the theme's.")
    names = param.List(default=[], doc="Names of the planes one can go to.")
    target = param.String(doc="The name of the plane one is going to.")
    grand = param.Boolean(False, doc="Whether another plane follows each.")
    label = param.String(doc="What a screen reader calls it.")

    _esm = link(Path(__file__).with_name("view.js"))
