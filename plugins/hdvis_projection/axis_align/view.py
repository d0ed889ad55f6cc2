"""Linear projections on the left, axis pairs on the right, and links between them."""

from __future__ import annotations

from pathlib import Path

import param

from hdvis.components.link import link
from hdvis_projection.parts.run_form import RunForm


class AxisAlignPanel(RunForm):
    """Sends what a `RunForm` sends, and `pick` (side: "projection" or "pair", index)."""

    projections = param.List(default=[], doc="name, shades, words, quality (counts).")
    pairs = param.List(default=[], doc="name, shades, evidence (0..1), words, quality (counts).")
    links = param.List(default=[], doc="projection, pair, weight (0..1).")
    picked = param.String(doc="The name of the plane in hand.")
    note = param.String(doc="What a reader must know about the result.")

    _esm = link(Path(__file__).with_name("view.js"))
