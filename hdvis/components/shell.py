"""The page around the panes: one calm line above, one quiet line below."""

from pathlib import Path

import param
from panel.custom import Child

from hdvis.components.esm import BrowserPart
from hdvis.components.link import link


class Shell(BrowserPart):
    """Header, panes and footer of a session.

    Sends `undo`, `redo`, `mode`, `color`, `theme`, `layout`, `select` (all, none, invert), `name`,
    `recall`, `forget`, `rename` (name, to), `combine` (how, name), `words`, answered by `words`
    (text), `complete` (text, place), answered by `offers` (text, offers), `write` (text), answered
    by `written` (problem), `export` (format), `action` (name), `shot` (a picture asked for) and
    `ready` when it is there. A `say` message (texts) changes what is said of the moment.
    """

    content = Child()
    theme = param.Selector(default="light", objects=["light", "dark"])
    title = param.String("hdvis")
    data_name = param.String()
    size = param.String(doc="Rows and dimensions, e.g. 1,797 × 64.")
    device = param.String(doc="What decodes, if anything does.")
    selected = param.String(doc="How much is selected, or what is in focus.")
    reason = param.String(doc="The selection as text.")
    layouts = param.List(default=[], doc="Names of the ready layouts.")
    layout = param.String(doc="The name of the layout in use.")
    saved = param.List(default=[], doc="Names of the saved selections.")
    actions = param.List(default=[], doc="What plugins can do with the selection, in words.")
    colors = param.List(default=[], doc="Columns that can colour all views; an empty one is none.")
    color = param.String(doc="The column that does.")
    mode = param.String("replace")
    modes = param.List(default=[])
    can_undo = param.Boolean(False)
    can_redo = param.Boolean(False)
    left = param.String(doc="What just happened and how long it took.")
    middle = param.String(doc="What the selection differs in.")
    right = param.String(doc="Warnings.")
    kept = param.String(doc='Whether work is kept: "saved", "saving", "not saving: why", or "".')
    spoken = param.String(doc="Read aloud by screen readers after a change.")
    embedded = param.Boolean(False, doc="Inside a notebook cell rather than a page of its own.")

    _render_policy = "manual"  # a new child is put in its place, nothing else drawn again
    _esm = link(Path(__file__).with_name("shell.js"))
