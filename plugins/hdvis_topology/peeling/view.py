"""A plot whose layers come off with a slider."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link
from hdvis.selection import Mode


class SetMessage(TypedDict):
    type: Literal["set"]
    name: str
    value: Any


class PeelMessage(TypedDict):
    type: Literal["peel"]
    share: float
    mode: Mode | None


Sent = SetMessage | PeelMessage
"""What the browser says."""


class PeelingView(BrowserPart):
    """Sends `set` (name, value) and `peel` (share, mode) when the slider is let go."""

    places = param.Bytes(default=b"", doc="Shares of the plot, float32 (n, 2), y upwards.")
    order = param.Bytes(default=b"", doc="The share of rows peeled before each, float32 (n,).")
    colors = param.Bytes(default=b"", doc="The map of layers: 256 colours, red, green, blue.")
    fields = param.List(default=[], doc="What is asked for; dicts as in the option form.")
    share = param.Number(0.0, doc="How much is peeled off.")
    note = param.String(doc="What the layers are, or why there are none.")
    problem = param.Boolean(False, doc="Whether the note says why there are none.")

    _esm = link(Path(__file__).with_name("view.js"))
