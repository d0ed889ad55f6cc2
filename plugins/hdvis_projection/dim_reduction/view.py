"""A form with Run, how far the work is, and what has been made so far."""

from pathlib import Path

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class RunPanel(BrowserPart):
    """Fields over a Run button, the work's progress and a table of results, one of them shown.

    Sends `set` (name, value), `run`, `stop`, `show` (name of a result) and, for each change of
    `running`, `painted` once it is on screen.
    """

    fields = param.List(default=[], doc="What is always seen; dicts as in the option form.")
    more = param.List(default=[], doc="What is behind a click; dicts as in the option form.")
    more_label = param.String("more")
    hint = param.String(doc="A sentence about what Run would do.")
    running = param.Dict(
        default=None, allow_None=True, doc="text, progress (0-1 or None), stop (its label or None)."
    )
    problem = param.String(doc="Why the last run failed.")
    heads = param.List(default=[], doc="Heads of the table's columns; the first is the name's.")
    results = param.List(default=[], doc="name, cells (texts after it), shown (bool).")
    note = param.String(doc="What a reader must know about the result shown.")

    _esm = link(Path(__file__).with_name("view.js"))
