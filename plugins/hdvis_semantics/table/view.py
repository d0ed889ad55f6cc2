"""A table of names and numbers that is sorted in the browser."""

from __future__ import annotations

from pathlib import Path

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class MetricTable(BrowserPart):
    """Sends `pick` (name) when a row is chosen and `save` (form).

    Where rows can be edited also `rename` (name, to), `color` (name, color) and `remove` (name).
    """

    heads = param.List(default=[], doc="label and doc of each column after the name.")
    rows = param.List(default=[], doc="name, cells ([text, number or None] each), weak, note.")
    picked = param.String(doc="The name of the picked row.")
    editable = param.Boolean(False, doc="Whether the picked row can be renamed and removed.")
    forms = param.List(default=[], doc="What the table can be saved as.")

    _esm = link(Path(__file__).with_name("view.js"))
