"""A workspace as one JSON file, read with care."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from hdvis.errors import LayoutError, shorten
from hdvis.workspace import disk
from hdvis.workspace.value import Json, Parts, Workspace

FORMAT = 1


class TooNew(LayoutError):
    """A later hdvis wrote it; it is left as it is."""


def write(path: Path, workspace: Workspace) -> None:
    """Put `workspace` at `path`, whole or not at all. Raises `OSError`."""
    found = {
        "hdvis": "workspace",
        "format": FORMAT,
        "revision": workspace.revision,
        "parts": dict(workspace.parts),
        "past": [dict(step) for step in workspace.past],
        "future": [dict(step) for step in workspace.future],
    }
    text = json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1)
    disk.put(path, text.encode("utf-8", "surrogatepass"))


def read(path: Path) -> Workspace:
    """The workspace at `path`.

    Raises `TooNew` for one of a later format, `LayoutError` for anything that is none, `OSError`.
    """
    try:
        found = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise _no_workspace(path, shorten(error, 60)) from None
    if not isinstance(found, dict) or found.get("hdvis") != "workspace":
        raise _no_workspace(path, "another kind of JSON")
    version = found.get("format")
    if not isinstance(version, int) or version < 1:
        raise _no_workspace(path, f"format {shorten(version, 20)}")
    if version > FORMAT:
        raise TooNew(
            f"{path.name}: got a workspace of format {version}, this hdvis reads up to {FORMAT}. "
            "Open it with the newer hdvis that made it; nothing was changed"
        )
    revision, parts = found.get("revision"), found.get("parts")
    past, future = found.get("past", []), found.get("future", [])
    if not (isinstance(revision, int) and isinstance(parts, dict)):
        raise _no_workspace(path, "no revision or no parts")
    return Workspace(cast(Parts, parts), revision, _steps(past), _steps(future))


def _steps(found: Json) -> tuple[Parts, ...]:
    """What can be undone or redone; anything else than steps is left out."""
    if not isinstance(found, list):
        return ()
    return tuple(step for step in found if isinstance(step, dict))


def _no_workspace(path: Path, got: str) -> LayoutError:
    return LayoutError(f"{path.name}: got {got}, expected a workspace that hdvis wrote")
