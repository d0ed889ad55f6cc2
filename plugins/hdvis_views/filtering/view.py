"""Named filters as a list, the form that makes one, and the form of the function."""

from __future__ import annotations

from pathlib import Path

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class FilterList(BrowserPart):
    """Filters that can be rested, inverted, renamed, edited, selected and taken away.

    Sends `toggle`, `invert`, `edit`, `choose`, `remove` (index), `rename` (index, name);
    `begin` (column, or -1 for an expression), `ends` (shares, live), `typed_ends` (texts),
    `tick` (code, or -1 for all others), `tick_all` (on), `look` (text), `expression` (text),
    `bar` (index, mode) and `choose` (mode): a bar, or what the form says, becomes the selection;
    `apply` (name), `discard`; `from_selection` (keep) and `function` (domain, range, norm).
    """

    filters = param.List(default=[], doc="One dict per filter: name, words, active, inverted.")
    counts = param.List(default=[], doc="What each filter keeps, as text.")
    columns = param.List(default=[], doc="One dict per column: label, kind.")
    selected = param.Boolean(False, doc="Whether there is a selection to keep or drop.")
    draft = param.Dict(default=None, allow_None=True, doc="The filter in the making.")
    problem = param.String(doc="What is wrong with the draft.")
    function = param.Dict(default={}, doc="domain, range, norm, words.")
    function_problem = param.String(doc="What is wrong with the function.")

    _esm = link(Path(__file__).with_name("view.js"))
