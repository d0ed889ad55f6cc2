"""A form with Run, a table of groups, and the tree that they are cut from."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypedDict

import param

from hdvis.components.link import link
from hdvis.selection import Mode
from hdvis_projection.parts.run_form import FormSent, RunForm


class PickMessage(TypedDict):
    type: Literal["pick"]
    group: int
    mode: Mode | None


class NodeMessage(TypedDict):
    type: Literal["node"]
    cluster: int
    mode: Mode | None


class FilterMessage(TypedDict):
    type: Literal["filter"]
    group: int


class RenameMessage(TypedDict):
    type: Literal["rename"]
    group: int
    name: str


class BareMessage(TypedDict):
    type: Literal["propose"]


Sent = FormSent | PickMessage | NodeMessage | FilterMessage | RenameMessage | BareMessage
"""What the browser says."""


class ClusterPanel(RunForm):
    """Sends what a `RunForm` sends; `pick` (group, mode), `node` (cluster, mode), `rename`
    (group, name), `filter` (group) and `propose`.
    """

    heads = param.List(default=[], doc="label and doc of the columns after the name's.")
    groups = param.List(
        default=[], doc="group (-1 noise), name, color, cells, weak, doc, picked, proposal."
    )
    note = param.String(doc="What a reader must know about the groups.")
    proposals = param.Boolean(False, doc="Whether names are proposed.")
    boxes = param.List(
        default=[], doc="Boxes of the tree: cluster, left, right, top, bottom (shares), group, doc."
    )

    _esm = link(Path(__file__).with_name("view.js"))
