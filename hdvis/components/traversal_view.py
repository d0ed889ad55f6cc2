"""Pictures of an edit above one handle for every axis, and a strip below."""

from __future__ import annotations

import param

from hdvis.components.esm import BrowserPart, script


class TraversalView(BrowserPart):
    """Handles that edit while they are dragged.

    Sends `edit` (name, strength, live), answered by a `pictures` message; `active` (name);
    `reset`, `random`, `take` (the edit becomes the point in focus), `pin`; `rate` (verdict) and
    `export` (form).
    """

    rows = param.List(default=[], doc="name, kind, metric, weak (no better than chance), color.")
    strengths = param.Dict(default={}, doc="Strength by name; those left out are 0.")
    reach = param.Number(4.0, doc="The largest strength.")
    unit = param.String("σ", doc="What a strength is counted in.")
    active = param.String(doc="The row the strip belongs to.")
    pictures = param.List(default=[], doc="data, width, height, label, greyed.")
    facts = param.List(default=[], doc="[label, value, warn].")
    problem = param.String(doc="Why the last decode failed.")
    strip = param.Dict(default={}, doc="title, pictures, tally, pinned (text).")
    verdicts = param.List(default=[], doc="What a strip can be rated as.")

    _esm = script("planes.js", "picture.js", "traversal_view.js")
