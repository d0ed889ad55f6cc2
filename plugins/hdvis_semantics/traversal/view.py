"""Pictures of an edit above one handle for every axis, and a strip below."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class EditMessage(TypedDict):
    type: Literal["edit"]
    name: str
    strength: float
    live: bool


class RestMessage(TypedDict):
    type: Literal["rest"]
    name: str


class ActiveMessage(TypedDict):
    type: Literal["active"]
    name: str


class LookMessage(TypedDict):
    type: Literal["look"]
    names: list[str]


class RateMessage(TypedDict):
    type: Literal["rate"]
    verdict: int


class ExportMessage(TypedDict):
    type: Literal["export"]
    form: str


class BareMessage(TypedDict):
    type: Literal["ratings", "retry", "reset", "random", "another", "take", "pin"]


class PicturesAnswer(TypedDict):
    type: Literal["pictures"]
    pictures: list[dict[str, Any]]
    facts: list[list[Any]]
    problem: str
    resting: dict[str, float]


class RowAnswer(TypedDict):
    type: Literal["row"]
    name: str
    pictures: list[dict[str, Any]]


class DownloadAnswer(TypedDict):
    type: Literal["download"]
    name: str
    data: bytes


class BareAnswer(TypedDict):
    type: Literal["ack"]


Sent = (
    EditMessage
    | RestMessage
    | ActiveMessage
    | LookMessage
    | RateMessage
    | ExportMessage
    | BareMessage
)
"""What the browser says."""
Heard = PicturesAnswer | RowAnswer | DownloadAnswer | BareAnswer
"""What the browser is told."""


class TraversalView(BrowserPart):
    """Handles that edit while they are dragged.

    Sends `edit` (name, strength, live), answered by a `pictures` message or an `ack`; `rest`
    (name, the handle goes back); `active` (name); `look` (names of the rows on screen, where rows
    have strips), answered by a `row` message each; `rate` (verdict), `export` (form), `ratings`,
    `retry`, and the buttons `reset`, `random`, `another`, `take` and `pin`.
    """

    rows = param.List(default=[], doc="name, kind, metric, weak (no better than chance), order.")
    strengths = param.Dict(default={}, doc="Strength by name; those left out are at rest.")
    resting = param.Dict(default={}, doc="Where handles rest by name; those left out at 0.")
    reach = param.Number(4.0, doc="The largest strength.")
    active = param.String(doc="The row the strip belongs to.")
    pictures = param.List(default=[], doc="data, width, height, label, greyed.")
    facts = param.List(default=[], doc="[label, value, warn].")
    problem = param.String(doc="Why the last decode failed.")
    strips = param.Boolean(False, doc="Whether every row has a short strip.")
    film = param.String(doc="Title of the strip that is shown, or awaited.")
    strip = param.Dict(default={}, doc="title and pictures.")
    rating = param.Dict(default={}, doc="counts, given (a verdict or -1), total and pinned (text).")
    verdicts = param.List(default=[], doc="What a strip can be rated as.")

    _esm = link(Path(__file__).with_name("view.js"))
