"""A chart of a function along one dimension, or away from a peak."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class SetMessage(TypedDict):
    type: Literal["set"]
    name: str
    value: str | float


class FocusMessage(TypedDict):
    type: Literal["focus"]
    row: int


Sent = SetMessage | FocusMessage
"""What the browser says."""


class ShapeView(BrowserPart):
    """Points, bands of quantiles and a curve over one axis.

    Sends `set` (name, value) for its controls and `focus` (row).
    """

    chart = param.Dict(None, allow_None=True, doc="Points, bands, curve and focus.")
    dimensions = param.List(default=[], doc="Names of the domain's columns.")
    settings = param.Dict({}, doc="mode, dimension, width and surrogate.")
    surrogates = param.List(default=[], doc="Names of surrogates on offer.")
    note = param.String(doc="What a reader must know.")

    _esm = link(Path(__file__).with_name("view.js"))
