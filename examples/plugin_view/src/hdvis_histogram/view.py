"""The browser part: its params, and the messages both ways."""

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class Brush(TypedDict):
    """Bars `low` to `high` are brushed; `live` while the drag goes on."""

    type: Literal["brush"]
    low: int
    high: int
    live: bool
    mode: Literal["add", "subtract", "intersect"] | None


class Chosen(TypedDict):
    """How many rows of each bar are selected."""

    type: Literal["chosen"]
    chosen: list[int]


Sent = Brush
Heard = Chosen


class HistogramView(BrowserPart):
    """Bars of which some rows are chosen."""

    bars = param.List(default=[], doc="Rows in each bar.")
    chosen = param.List(default=[], doc="Chosen rows in each bar.")
    title = param.String(doc="What is counted.")

    _esm = link(Path(__file__).with_name("view.js"))
