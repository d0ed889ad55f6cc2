"""Squares of coloured cells with names on two sides, groups as blocks, and one cell picked."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class PickMessage(TypedDict):
    type: Literal["pick"]
    row: int
    column: int


class RenameMessage(TypedDict):
    type: Literal["rename"]
    group: int
    name: str


Sent = PickMessage | RenameMessage
"""What the browser says."""


class MatrixView(BrowserPart):
    """One or several matrices of the same rows and columns, values −1..1, side by side.

    Sends `pick` (row, column) when a cell is chosen and `rename` (group, name).
    """

    panels = param.List(default=[], doc="title, values (float32 bytes, row by row), chance (0..1).")
    rows = param.List(default=[], doc="Names of the rows, as drawn.")
    columns = param.List(default=[], doc="Names of the columns, as drawn.")
    row_groups = param.List(default=[], doc="The group of each row, -1 for none; or empty.")
    column_groups = param.List(default=[], doc="The group of each column, or empty.")
    groups = param.List(default=[], doc="Each group's name and color.")
    map = param.Bytes(b"", doc="256 x 3 bytes from -1 to 1.")
    picked = param.List(default=[], doc="[row, column] of the picked cell, or empty.")
    label = param.String("matrix", doc="What a screen reader calls it.")

    _esm = link(Path(__file__).with_name("view.js"))
