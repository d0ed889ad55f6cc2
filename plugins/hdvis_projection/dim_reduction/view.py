"""A form with Run, how far the work is, and what has been made so far."""

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components.link import link
from hdvis_projection.parts.run_form import FormSent, RunForm


class ShowMessage(TypedDict):
    type: Literal["show"]
    name: str


Sent = FormSent | ShowMessage
"""What the browser says."""


class RunPanel(RunForm):
    """A form, and under it a table of results, one of them shown.

    Sends what a `RunForm` sends, and `show` (name of a result).
    """

    heads = param.List(default=[], doc="Heads of the table's columns; the first is the name's.")
    results = param.List(default=[], doc="name, cells (texts after it), shown (bool).")
    trust_heads = param.List(default=[], doc="Heads of the table of categories.")
    trust = param.List(default=[], doc="A name and texts for each category in colour.")
    note = param.String(doc="What a reader must know about the result shown.")

    _esm = link(Path(__file__).with_name("view.js"))
