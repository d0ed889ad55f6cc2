"""A map of hills above the staircase of their persistence."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link
from hdvis.selection import Mode


class LevelMessage(TypedDict):
    type: Literal["level"]
    value: float | None
    live: bool


class SelectMessage(TypedDict):
    type: Literal["select"]
    row: int
    mode: Mode | None


class FocusMessage(TypedDict):
    type: Literal["focus"]
    row: int


class HoverMessage(TypedDict):
    type: Literal["hover"]
    row: int


class FunctionMessage(TypedDict):
    type: Literal["function"]
    name: str


class BareMessage(TypedDict):
    type: Literal["clear", "ready"]


class CardAnswer(TypedDict):
    type: Literal["card"]
    row: int
    profile: dict[str, Any]


class PicturesAnswer(TypedDict):
    type: Literal["pictures"]
    pictures: list[dict[str, Any]]


Sent = LevelMessage | SelectMessage | FocusMessage | HoverMessage | FunctionMessage | BareMessage
"""What the browser says."""
Heard = CardAnswer | PicturesAnswer
"""What the browser is told."""


class SpineView(BrowserPart):
    """The contours of an extremum graph, and a level that is dragged along its persistence.

    Sends `level` (share of the span or None for automatic, live), `select` (row, mode), `clear`,
    `focus` (row), `hover` (row or None), `function` (name); hears `card` and `pictures`.
    """

    spine = param.Dict(None, allow_None=True, doc="Nodes, links, levels and radii of the map.")
    stairs = param.Dict(None, allow_None=True, doc="Shares, level and automatic level.")
    occupancy = param.List(default=None, allow_None=True, doc="Chosen share by extremum and band.")
    functions = param.List(default=[], doc="Choices: name and label.")
    function = param.String(doc="The name of the function's column.")
    size = param.Number(0.6, doc="How wide the widest hill is drawn.")
    note = param.String(doc="What a reader must know.")
    working = param.Boolean(False, doc="Whether another map is on its way.")

    _esm = link(Path(__file__).with_name("view.js"))
