"""Several panes in one place, of which one is shown."""

from pathlib import Path

import param
from panel.custom import Children

from hdvis.components.esm import BrowserPart
from hdvis.components.link import link


class Tabs(BrowserPart):
    """Children behind named tabs; `active` is the index of the one shown."""

    objects = Children(default=[])
    names = param.List(default=[])
    active = param.Integer(default=0, bounds=(0, None))

    _esm = link(Path(__file__).with_name("tabs.js"))
