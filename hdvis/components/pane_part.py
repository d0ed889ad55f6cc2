"""The pane around a module: title, grey line, options, busy bar, and its other states."""

from pathlib import Path
from typing import Any, Literal, TypedDict

import param
from panel.custom import Child

from hdvis.components.esm import BrowserPart
from hdvis.components.link import link


class OptionMessage(TypedDict):
    type: Literal["option"]
    name: str
    value: Any


class BareMessage(TypedDict):
    type: Literal["options", "stop", "retry"]


Sent = OptionMessage | BareMessage
"""What the browser says."""


class PanePart(BrowserPart):
    """A titled pane with one child.

    Sends `options` (the form was opened), `option` (name, value), `stop`, `retry`.
    """

    content = Child()
    heading = param.String()
    caption = param.String()
    fields = param.List(default=[], doc="The option form: one dict per field.")
    busy = param.Dict(default=None, allow_None=True, doc="label, progress (0-1 or None), stop.")
    status = param.Selector(default="ok", objects=["ok", "waiting", "failed", "missing"])
    note = param.String(doc="What a waiting or failed pane says.")
    reference = param.String(doc="The id under which the log has more.")
    problem = param.String(doc="What was wrong with the last option sent.")

    _render_policy = "manual"  # a new child is put in its place, nothing else drawn again
    _esm = link(Path(__file__).with_name("pane.js"))
