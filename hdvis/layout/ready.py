"""Find the ready layouts: those in the box and those that plugins bring."""

from __future__ import annotations

from pathlib import Path

from hdvis.hooks.catalog import Catalog
from hdvis.hooks.names import fold

_PACKAGE = Path(__file__).resolve().parents[1]
_FOLDERS = (_PACKAGE / "layouts", _PACKAGE.parent / "layouts")  # installed, checkout


def ready_layouts(catalog: Catalog | None = None) -> dict[str, Path]:
    """Names and files of all ready layouts; one in the box cannot be replaced by a plugin's."""
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), None)
    own = {} if folder is None else {path.stem: path for path in sorted(folder.glob("*.json"))}
    taken = {fold(name) for name in own}
    offered = {} if catalog is None else catalog.layouts
    return own | {name: path for name, path in offered.items() if fold(name) not in taken}


def find_ready(name: str, catalog: Catalog | None = None) -> Path | None:
    """The file of the ready layout of this name in any spelling, or None."""
    wanted = fold(name)
    return next((p for n, p in ready_layouts(catalog).items() if fold(n) == wanted), None)
