"""A heat map of units over stages, above curves."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class SetMessage(TypedDict):
    type: Literal["set"]
    name: str
    value: str


class UnitMessage(TypedDict):
    type: Literal["unit"]
    unit: float


Sent = SetMessage | UnitMessage
"""What the browser says."""


class ActivityView(BrowserPart):
    """Sends `set` (name, value) and `unit` (its number)."""

    heat = param.Dict(None, allow_None=True, doc="stages, units and log10 activity by unit, stage.")
    curves = param.List(default=[], doc="name, values (a number or None for each stage), group.")
    choices = param.Dict({}, doc="Values by the name of the choice.")
    settings = param.Dict({}, doc="The values in force.")
    note = param.String(doc="What a reader must know.")

    _esm = link(Path(__file__).with_name("view.js"))
