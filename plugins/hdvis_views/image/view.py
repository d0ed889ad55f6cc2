"""One image large with its values, and any number of small ones that scroll below it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class SheetMessage(TypedDict):
    type: Literal["sheet"]
    first: int
    count: int
    tile: int
    stamp: int


class PickMessage(TypedDict):
    type: Literal["pick"]
    index: int


class StepMessage(TypedDict):
    type: Literal["step"]
    by: int


class SheetAnswer(TypedDict):
    type: Literal["sheet"]
    first: int
    stamp: int
    data: bytes
    mime: str
    tile: int
    columns: int


Sent = SheetMessage | PickMessage | StepMessage
"""What the browser says."""
Heard = SheetAnswer
"""What the browser is told."""


class ImageWall(BrowserPart):
    """A wall of `count` thumbnails of which only those in view are asked for.

    Sends `sheet` (first, count, tile, stamp), answered by a `sheet` message with the same first
    and stamp; `pick` (index) and `step` (by) when a thumbnail is chosen.
    """

    count = param.Integer(default=0, doc="Thumbnails in the wall.")
    stamp = param.Integer(default=0, doc="Changes when the wall shows other rows.")
    tile = param.Integer(default=48, bounds=(16, 256))
    large = param.List(default=[], doc="Pictures on top: data, width, height, label, focus.")
    values = param.List(default=[], doc="[name, value] beside the pictures.")
    picked = param.Integer(default=-1, doc="Place of the focused row in the wall, or -1.")
    empty = param.String("nothing selected")

    _esm = link(Path(__file__).with_name("view.js"))
