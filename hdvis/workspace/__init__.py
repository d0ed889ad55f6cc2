"""Work that lasts: what a person made, kept through a closed tab, a restart and kill -9."""

from hdvis.workspace.folders import Kept, kept_workspaces, state_folder, trim
from hdvis.workspace.store import Conflict, Recovered, Store
from hdvis.workspace.value import Edit, Json, Workspace
from hdvis.workspace.writer import Status, Writer

__all__ = [
    "Conflict",
    "Edit",
    "Json",
    "Kept",
    "Recovered",
    "Status",
    "Store",
    "Workspace",
    "Writer",
    "kept_workspaces",
    "state_folder",
    "trim",
]
