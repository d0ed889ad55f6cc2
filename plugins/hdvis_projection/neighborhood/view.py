"""A form with Run, what the graph is like, and a histogram of its degrees."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components.link import link
from hdvis.selection import Mode
from hdvis_projection.parts.run_form import FormSent, RunForm


class BarMessage(TypedDict):
    type: Literal["bar"]
    index: int
    mode: Mode | None


Sent = FormSent | BarMessage
"""What the browser says."""


class NeighborhoodPanel(RunForm):
    """Sends what a `RunForm` sends, and `bar` (index, mode) for rows of some degree."""

    facts = param.List(default=[], doc="Pairs of a name and what is the case.")
    warning = param.String(doc="What is wrong with the graph.")
    bars = param.List(default=[], doc="label and count of each bar of the degree histogram.")

    _esm = link(Path(__file__).with_name("view.js"))
