"""Two vectors from one origin at their true angle, with draggable ends and pictures beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class DragMessage(TypedDict):
    type: Literal["drag"]
    which: int
    strength: float
    live: bool


class BareMessage(TypedDict):
    type: Literal["home"]


class PicturesAnswer(TypedDict):
    type: Literal["pictures"]
    pictures: list[dict[str, Any]]


class BareAnswer(TypedDict):
    type: Literal["ack"]


Sent = DragMessage | BareMessage
"""What the browser says."""
Heard = PicturesAnswer | BareAnswer
"""What the browser is told."""


class PairView(BrowserPart):
    """The first vector is always horizontal.

    Sends `drag` (which: 0 or 1, strength, live), answered by a `pictures` message, and `home`.
    """

    names = param.List(default=[], doc="Names of the two directions.")
    angle = param.Number(0.0, doc="Degrees between them in the full space.")
    steps = param.List(default=[], doc="Norm of strength one along each.")
    strengths = param.List(default=[], doc="How far each end is dragged; negative is the opposite.")
    reach = param.Number(4.0, doc="The largest strength.")
    note = param.String(doc="What is said in the corner: the cosine and what chance gives.")
    start = param.String(doc="What the second picture of each starts from.")
    pictures = param.List(default=[], doc="bare first, bare second, then the same from the focus.")
    colors = param.List(default=[], doc="Colour of each vector.")

    _esm = link(Path(__file__).with_name("view.js"))
