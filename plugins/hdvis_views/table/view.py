"""A table of any number of rows and columns that asks only for the cells in view."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link
from hdvis.selection import Mode


class ViewMessage(TypedDict):
    type: Literal["view"]
    first: int
    count: int
    start: int
    stop: int
    stamp: int
    version: int


class ClickMessage(TypedDict):
    type: Literal["click"]
    place: int
    how: Literal["", "toggle", "range", "extend"]
    stamp: int


class MoveMessage(TypedDict):
    type: Literal["move"]
    to: int


class FullMessage(TypedDict):
    type: Literal["full"]
    place: int
    column: int
    stamp: int


class SortMessage(TypedDict):
    type: Literal["sort"]
    column: int


class DropMessage(TypedDict):
    type: Literal["drop"]
    column: int
    before: int


class WidthMessage(TypedDict):
    type: Literal["width"]
    column: int
    width: int


class SearchMessage(TypedDict):
    type: Literal["search"]
    text: str


class ChooseMessage(TypedDict):
    type: Literal["choose"]
    mode: Mode | None


class ExportMessage(TypedDict):
    type: Literal["export"]
    form: str


class ViewAnswer(TypedDict):
    type: Literal["view"]
    first: int
    start: int
    stamp: int
    version: int
    rows: list[int]
    chosen: NotRequired[list[bool]]
    cells: list[list[str]]
    sheet: NotRequired[dict[str, Any] | None]


class FullAnswer(TypedDict):
    type: Literal["full"]
    place: int
    column: int
    text: str


class RevealAnswer(TypedDict):
    type: Literal["reveal"]
    place: int


class DownloadAnswer(TypedDict):
    type: Literal["download"]
    name: str
    data: bytes


Sent = (
    ViewMessage
    | ClickMessage
    | MoveMessage
    | FullMessage
    | SortMessage
    | DropMessage
    | WidthMessage
    | SearchMessage
    | ChooseMessage
    | ExportMessage
)
"""What the browser says."""
Heard = ViewAnswer | FullAnswer | RevealAnswer | DownloadAnswer
"""What the browser is told."""


class TableView(BrowserPart):
    """`count` rows under the named columns, scrolled virtually in both directions.

    Sends `view` (first, count, start, stop, stamp), answered by a `view` message with the same
    first, start and stamp; `click` (place, how: "", "toggle", "range", "extend"), `move` (to: a
    place), `full` (place, column), `sort` (column), `drop` (column, before), `width` (column,
    width), `search` (text), `choose` (mode: the rows found become the selection) and `export`
    (form). Answers to `reveal` (place) by scrolling there.
    """

    columns = param.List(default=[], doc="One dict per column: label, kind, width.")
    count = param.Integer(default=0, doc="Rows in the table.")
    stamp = param.Integer(default=0, doc="Changes when rows stand in another order.")
    version = param.Integer(default=0, doc="Changes when the same rows show something else.")
    picked = param.Integer(default=-1, doc="Place of the focused row, or -1.")
    sorted = param.List(default=[], doc="[column, descending] or nothing.")
    tile = param.Integer(default=0, doc="Size of the images beside the row numbers, or 0.")
    text = param.String(doc="What is searched for.")
    problem = param.String(doc="What is wrong with the text.")
    empty = param.String(doc="What an empty table says.")
    label = param.String("table", doc="What a screen reader calls it.")

    _esm = link(Path(__file__).with_name("view.js"))
