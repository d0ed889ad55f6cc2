"""Named bubbles on a plane, of which one is picked."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link
from hdvis.selection import Mode


class PickMessage(TypedDict):
    type: Literal["pick"]
    name: str
    mode: Mode | None


Sent = PickMessage
"""What the browser says."""


class BubbleView(BrowserPart):
    """Sends `pick` (name, mode) when a bubble is chosen."""

    bubbles = param.List(default=[], doc="name, x, y (any unit), size (0..1), count, color.")
    picked = param.String(doc="The name of the picked bubble.")
    note = param.String("placing the concepts", doc="What is said where there are no bubbles.")

    _esm = link(Path(__file__).with_name("view.js"))
