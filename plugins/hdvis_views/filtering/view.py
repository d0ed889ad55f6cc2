"""Named filters as a list, the form that makes one, and the form of the function."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NotRequired, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link
from hdvis.selection import Mode


class ToggleMessage(TypedDict):
    type: Literal["toggle"]
    index: int


class InvertMessage(TypedDict):
    type: Literal["invert"]
    index: int


class EditMessage(TypedDict):
    type: Literal["edit"]
    index: int


class ChooseMessage(TypedDict):
    type: Literal["choose"]
    index: NotRequired[int]
    mode: NotRequired[Mode | None]


class BarMessage(TypedDict):
    type: Literal["bar"]
    index: int
    mode: Mode | None


class RemoveMessage(TypedDict):
    type: Literal["remove"]
    index: int


class RenameMessage(TypedDict):
    type: Literal["rename"]
    index: int
    name: str


class BeginMessage(TypedDict):
    type: Literal["begin"]
    column: int


class FromSelectionMessage(TypedDict):
    type: Literal["from_selection"]
    keep: bool


class EndsMessage(TypedDict):
    type: Literal["ends"]
    shares: list[float]


class TypedEndsMessage(TypedDict):
    type: Literal["typed_ends"]
    texts: list[str]


class TickMessage(TypedDict):
    type: Literal["tick"]
    code: int


class TickAllMessage(TypedDict):
    type: Literal["tick_all"]
    on: bool


class LookMessage(TypedDict):
    type: Literal["look"]
    text: str


class ExpressionMessage(TypedDict):
    type: Literal["expression"]
    text: str


class ApplyMessage(TypedDict):
    type: Literal["apply"]
    name: str


class FunctionMessage(TypedDict):
    type: Literal["function"]
    domain: list[float]
    range: float
    norm: str


class BareMessage(TypedDict):
    type: Literal["discard"]


class BareAnswer(TypedDict):
    type: Literal["ack"]


Sent = (
    ToggleMessage
    | InvertMessage
    | EditMessage
    | ChooseMessage
    | BarMessage
    | RemoveMessage
    | RenameMessage
    | BeginMessage
    | FromSelectionMessage
    | EndsMessage
    | TypedEndsMessage
    | TickMessage
    | TickAllMessage
    | LookMessage
    | ExpressionMessage
    | ApplyMessage
    | FunctionMessage
    | BareMessage
)
"""What the browser says."""
Heard = BareAnswer
"""What the browser is told."""


class FilterList(BrowserPart):
    """Filters that can be rested, inverted, renamed, edited, selected and taken away.

    Sends `toggle`, `invert`, `edit`, `choose`, `remove` (index), `rename` (index, name);
    `begin` (column, or -1 for an expression), `ends` (shares, live), `typed_ends` (texts),
    `tick` (code, or -1 for all others), `tick_all` (on), `look` (text), `expression` (text),
    `bar` (index, mode) and `choose` (mode): a bar, or what the form says, becomes the selection;
    `apply` (name), `discard`; `from_selection` (keep) and `function` (domain, range, norm).
    """

    filters = param.List(default=[], doc="One dict per filter: name, words, active, inverted.")
    counts = param.List(default=[], doc="What each filter keeps, as text.")
    columns = param.List(default=[], doc="One dict per column: label, kind.")
    selected = param.Boolean(False, doc="Whether there is a selection to keep or drop.")
    draft = param.Dict(default=None, allow_None=True, doc="The filter in the making.")
    problem = param.String(doc="What is wrong with the draft.")
    function = param.Dict(default={}, doc="domain, range, norm, words.")
    function_problem = param.String(doc="What is wrong with the function.")

    _esm = link(Path(__file__).with_name("view.js"))
