"""Planes as thumbnails at their places, with lines between those that are near."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class PickMessage(TypedDict):
    type: Literal["pick"]
    name: str


Sent = PickMessage
"""What the browser says."""


class ViewGraphView(BrowserPart):
    """Sends `pick` (name) when a plane is chosen."""

    views = param.List(default=[], doc="name, kind, x and y (shares), shades.")
    edges = param.List(default=[], doc="Two views by number, and how alike they are (0..1).")
    picked = param.String(doc="The name of the plane in hand.")
    note = param.String("placing the views", doc="What is said where there is none.")

    _esm = link(Path(__file__).with_name("view.js"))
