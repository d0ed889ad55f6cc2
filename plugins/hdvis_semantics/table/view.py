"""A table of names and numbers that is sorted in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class PickMessage(TypedDict):
    type: Literal["pick"]
    name: str


class SaveMessage(TypedDict):
    type: Literal["save"]
    form: str


class RenameMessage(TypedDict):
    type: Literal["rename"]
    name: str
    to: str


class ColorMessage(TypedDict):
    type: Literal["color"]
    name: str
    color: str


class RemoveMessage(TypedDict):
    type: Literal["remove"]
    name: str


class DownloadAnswer(TypedDict):
    type: Literal["download"]
    name: str
    data: bytes


Sent = PickMessage | SaveMessage | RenameMessage | ColorMessage | RemoveMessage
"""What the browser says."""
Heard = DownloadAnswer
"""What the browser is told."""


class MetricTable(BrowserPart):
    """Sends `pick` (name) when a row is chosen and `save` (form).

    Where rows can be edited also `rename` (name, to), `color` (name, color) and `remove` (name).
    """

    heads = param.List(default=[], doc="label and doc of each column after the name.")
    rows = param.List(default=[], doc="name, cells ([text, number or None] each), weak, note.")
    picked = param.String(doc="The name of the picked row.")
    editable = param.Boolean(False, doc="Whether the picked row can be renamed and removed.")
    forms = param.List(default=[], doc="What the table can be saved as.")

    _esm = link(Path(__file__).with_name("view.js"))
