"""Swapped reconstructions and edits of one picture, with the errors of all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class SetMessage(TypedDict):
    type: Literal["set"]
    name: str
    value: str


class StrengthMessage(TypedDict):
    type: Literal["strength"]
    value: float
    live: bool


class BareMessage(TypedDict):
    type: Literal["ready"]


class PicturesAnswer(TypedDict):
    type: Literal["pictures"]
    pictures: list[Any]


Sent = SetMessage | StrengthMessage | BareMessage
"""What the browser says."""
Heard = PicturesAnswer
"""What the browser is told."""


class SwapView(BrowserPart):
    """Sends `set` (name, value) for its choices and `strength` (value, live); hears `pictures`."""

    settings = param.Dict({}, doc="first, second and attribute.")
    choices = param.List(default=[], doc="Names of models.")
    labels = param.List(default=[], doc="Names of labels with a direction.")
    errors = param.List(default=[], doc="Lines of name, error and share of the mean picture's.")
    colors = param.List(default=[], doc="The two models' colours.")
    strength = param.Number(0.0)
    working = param.Boolean(False)
    note = param.String(doc="What a reader must know.")

    _esm = link(Path(__file__).with_name("view.js"))
