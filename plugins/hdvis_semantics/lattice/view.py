"""A grid of decoded pictures with its two axes, and dots where data rows lie."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class PickMessage(TypedDict):
    type: Literal["pick"]
    index: int


class BareMessage(TypedDict):
    type: Literal["export"]


class CellsAnswer(TypedDict):
    type: Literal["cells"]
    start: int
    cells: list[dict[str, Any]]


class DownloadAnswer(TypedDict):
    type: Literal["download"]
    name: str
    data: bytes


Sent = PickMessage | BareMessage
"""What the browser says."""
Heard = CellsAnswer | DownloadAnswer
"""What the browser is told."""


class LatticeView(BrowserPart):
    """Sends `pick` (index, row by row from the upper left) and `export`; `cells` messages bring
    some of the pictures before all are there."""

    steps = param.Integer(0, doc="Pictures along each side.")
    cells = param.List(default=[], doc="data, width, height, greyed; row by row.")
    across = param.String(doc="What runs from left to right.")
    up = param.String(doc="What runs upwards.")
    ticks = param.List(default=[], doc="Text of each place along both axes.")
    dots = param.List(default=[], doc="[x, y] of data rows, as shares of the plane.")
    picked = param.Integer(-1, doc="The cell in focus, or -1.")

    _esm = link(Path(__file__).with_name("view.js"))
