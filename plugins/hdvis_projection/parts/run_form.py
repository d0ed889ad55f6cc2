"""What every panel has that asks for work: fields, Run, progress, and why it failed."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

import param

from hdvis.components import BrowserPart


class SetMessage(TypedDict):
    type: Literal["set"]
    name: str
    value: Any


class BareMessage(TypedDict):
    type: Literal["run", "stop", "painted"]


FormSent = SetMessage | BareMessage
"""What the browser says."""


class RunForm(BrowserPart):
    """Fields over a Run button and the work's progress.

    Sends `set` (name, value), `run`, `stop` and, for each change of `running`, `painted` once it
    is on screen.
    """

    fields = param.List(default=[], doc="What is always seen; dicts as in the option form.")
    more = param.List(default=[], doc="What is behind a click; dicts as in the option form.")
    more_label = param.String("more")
    hint = param.String(doc="A sentence about what Run would do.")
    running = param.Dict(
        default=None, allow_None=True, doc="text, progress (0-1 or None), stop (its label or None)."
    )
    problem = param.String(doc="Why the last run failed.")
