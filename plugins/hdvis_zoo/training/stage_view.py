"""One picture a stage, a curve of losses, and a handle that runs over both."""

from __future__ import annotations

from pathlib import Path

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class StageView(BrowserPart):
    """Sends `sheet` (index), answered by a `sheet` message, and `export` (form)."""

    stages = param.List(default=[], doc="Number of each stage.")
    curves = param.List(default=[], doc="name and values (a number or None for each stage).")
    note = param.String(doc="Shown in place of everything, when there is nothing to show.")

    _esm = link(Path(__file__).with_name("stage_view.js"))
