"""Pictures of an edit above one handle for every axis, and a strip below."""

from __future__ import annotations

from pathlib import Path

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class TraversalView(BrowserPart):
    """Handles that edit while they are dragged.

    Sends `edit` (name, strength, live), answered by a `pictures` message or an `ack`; `rest`
    (name, the handle goes back); `active` (name); `look` (names of the rows on screen, where rows
    have strips), answered by a `row` message each; `rate` (verdict), `export` (form), `ratings`,
    `retry`, and the buttons `reset`, `random`, `another`, `take` and `pin`.
    """

    rows = param.List(default=[], doc="name, kind, metric, weak (no better than chance), order.")
    strengths = param.Dict(default={}, doc="Strength by name; those left out are at rest.")
    resting = param.Dict(default={}, doc="Where handles rest by name; those left out at 0.")
    reach = param.Number(4.0, doc="The largest strength.")
    active = param.String(doc="The row the strip belongs to.")
    pictures = param.List(default=[], doc="data, width, height, label, greyed.")
    facts = param.List(default=[], doc="[label, value, warn].")
    problem = param.String(doc="Why the last decode failed.")
    strips = param.Boolean(False, doc="Whether every row has a short strip.")
    film = param.String(doc="Title of the strip that is shown, or awaited.")
    strip = param.Dict(default={}, doc="title and pictures.")
    rating = param.Dict(default={}, doc="counts, given (a verdict or -1), total and pinned (text).")
    verdicts = param.List(default=[], doc="What a strip can be rated as.")

    _esm = link(Path(__file__).with_name("view.js"))
