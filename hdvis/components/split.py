"""Panes side by side or one above the other, with borders that can be dragged."""

from pathlib import Path

import param
from panel.custom import Children

from hdvis.components.esm import BrowserPart
from hdvis.components.link import link


class Split(BrowserPart):
    """Children in a row or a column; `weights` are their shares and follow a drag."""

    objects = Children(default=[])
    direction = param.Selector(default="row", objects=["row", "column"])
    weights = param.List(default=[])

    _esm = link(Path(__file__).with_name("split.js"))
