"""What speaks for one thing: facts, small charts of lines, and bars."""

from __future__ import annotations

from pathlib import Path

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class ValidationView(BrowserPart):
    """Shows only; sends nothing."""

    about = param.String(doc="What it is about.")
    verdict = param.String(doc="What it comes to.")
    weak = param.Boolean(False, doc="Whether the verdict is a warning.")
    facts = param.List(default=[], doc="[label, value, meaning, warn].")
    charts = param.List(
        default=[], doc="title, x (numbers), lines (kind row, mean, random, ideal; y), said, weak."
    )
    leaks = param.List(default=[], doc="[name, value] of what is moved besides.")
    note = param.String(doc="Why something is not shown.")
    waiting = param.Boolean(False, doc="Whether charts are on their way.")

    _esm = link(Path(__file__).with_name("view.js"))
