"""A map of hills with the peaks of a second function, beside the rows that both share."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components.link import link
from hdvis.selection import Mode
from hdvis_topology.spine.view import SpineView


class CellMessage(TypedDict):
    type: Literal["cell"]
    first: int
    second: float
    mode: Mode | None


Sent = CellMessage
"""What the browser says."""


class MultiSpineView(SpineView):
    """Sends what a `SpineView` sends, and `cell` (first, second, mode); -1 is every hill."""

    table = param.Dict(None, allow_None=True, doc="Names, counts, shares and matches.")

    _esm = link(Path(__file__).with_name("view.js"))
