"""One picture a stage, a curve of losses, and a handle that runs over both."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, TypedDict

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class SheetMessage(TypedDict):
    type: Literal["sheet"]
    index: int


class ExportMessage(TypedDict):
    type: Literal["export"]
    form: str
    index: int


class SheetAnswer(TypedDict):
    type: Literal["sheet"]
    index: int
    picture: dict[str, Any]


class DownloadAnswer(TypedDict):
    type: Literal["download"]
    name: str
    data: bytes


Sent = SheetMessage | ExportMessage
"""What the browser says."""
Heard = SheetAnswer | DownloadAnswer
"""What the browser is told."""


class StageView(BrowserPart):
    """Sends `sheet` (index), answered by a `sheet` message, and `export` (form)."""

    stages = param.List(default=[], doc="Number of each stage.")
    curves = param.List(default=[], doc="name and values (a number or None for each stage).")
    note = param.String(doc="Shown in place of everything, when there is nothing to show.")

    _esm = link(Path(__file__).with_name("stage_view.js"))
