"""A table of any number of rows and columns that asks only for the cells in view."""

from __future__ import annotations

from pathlib import Path

import param

from hdvis.components import BrowserPart
from hdvis.components.link import link


class TableView(BrowserPart):
    """`count` rows under the named columns, scrolled virtually in both directions.

    Sends `view` (first, count, start, stop, stamp), answered by a `view` message with the same
    first, start and stamp; `click` (place, how: "", "toggle", "range", "extend"), `move` (to: a
    place), `full` (place, column), `sort` (column), `drop` (column, before), `width` (column,
    width), `search` (text), `choose` (mode: the rows found become the selection) and `export`
    (form). Answers to `reveal` (place) by scrolling there.
    """

    columns = param.List(default=[], doc="One dict per column: label, kind, width.")
    count = param.Integer(default=0, doc="Rows in the table.")
    stamp = param.Integer(default=0, doc="Changes when rows stand in another order.")
    version = param.Integer(default=0, doc="Changes when the same rows show something else.")
    picked = param.Integer(default=-1, doc="Place of the focused row, or -1.")
    sorted = param.List(default=[], doc="[column, descending] or nothing.")
    tile = param.Integer(default=0, doc="Size of the images beside the row numbers, or 0.")
    text = param.String(doc="What is searched for.")
    problem = param.String(doc="What is wrong with the text.")
    empty = param.String(doc="What an empty table says.")
    label = param.String("table", doc="What a screen reader calls it.")

    _esm = link(Path(__file__).with_name("view.js"))
