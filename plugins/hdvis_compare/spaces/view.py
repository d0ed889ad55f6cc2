"""A matrix of spaces beside two maps of the pair that was chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link
from hdvis.selection import Mode


class CellMessage(TypedDict):
    type: Literal["cell"]
    first: int
    second: float


class SetMessage(TypedDict):
    type: Literal["set"]
    name: str
    value: str


class BrushMessage(TypedDict):
    type: Literal["brush"]
    map: float
    box: dict[str, Any]
    mode: Mode | None


class BareMessage(TypedDict):
    type: Literal["disagree"]


Sent = CellMessage | SetMessage | BrushMessage | BareMessage
"""What the browser says."""


class SpacesView(BrowserPart):
    """Sends `cell` (first, second), `source`, `measure` (name), `brush` (map, box in its units,
    mode) and `disagree` (the rows that changed most)."""

    matrix = param.Dict(None, allow_None=True, doc="names and values (numbers or None).")
    pair = param.Dict(None, allow_None=True, doc="names, two maps as float32 bytes, facts.")
    chosen = param.Bytes(b"", doc="One byte a drawn row, 1 where it is chosen.")
    selecting = param.Boolean(False, doc="Whether anything is selected.")
    sources = param.List(default=[], doc="Names of what may be compared.")
    source = param.String()
    measures = param.List(default=[])
    measure = param.String()
    note = param.String(doc="What a reader must know.")

    _esm = link(Path(__file__).with_name("view.js"))
