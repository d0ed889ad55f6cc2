"""The upper triangle of a matrix of dependences, with numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class MeasureMessage(TypedDict):
    type: Literal["measure"]
    name: str


class PickMessage(TypedDict):
    type: Literal["pick"]
    row: int
    column: int


Sent = MeasureMessage | PickMessage
"""What the browser says."""


class DependenceView(BrowserPart):
    """Sends `measure` (name) and `pick` (row, column)."""

    names = param.List(default=[], doc="Names of the columns.")
    values = param.List(default=[], doc="Rows of the matrix, None where nothing can be said.")
    measures = param.List(default=[], doc="Names of the measures.")
    measure = param.String(doc="The measure in force.")
    note = param.String(doc="Over which rows.")

    _esm = link(Path(__file__).with_name("view.js"))
