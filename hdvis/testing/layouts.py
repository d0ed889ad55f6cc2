"""`check_layout`: a layout file opens, and every view and option in it is known."""

from __future__ import annotations

from pathlib import Path

from hdvis.errors import HdvisError
from hdvis.hooks import Catalog, create_manager
from hdvis.hooks.discovery import LOCAL
from hdvis.layout import Layout, parse_layout
from hdvis.layout.parse import LayoutLike, read_layout
from hdvis.layout.ready import find_ready
from hdvis.testing.report import ChecksFailed


def check_layout(layout: LayoutLike, *, catalog: Catalog | None = None) -> Layout:
    """The layout in `layout` (a path, dict, JSON text or ready name), which must be faultless.

    An unknown module, option or field is a fault here. A hdvis_plugin.py beside the file is
    loaded. Raises `ChecksFailed` with every fault.
    """
    try:
        made, faults = layout_faults(layout, catalog=catalog)
    except HdvisError as error:
        raise ChecksFailed(str(layout)[:80], 1, {"opens": str(error)}) from error
    if made is not None and not faults:
        try:
            again = parse_layout(made.to_json(), catalog)
        except HdvisError as error:
            raise ChecksFailed(str(layout)[:80], 1, {"opens when saved": str(error)}) from error
        if again.to_json() != made.to_json():
            faults = ["it is not the same once saved and opened"]
    if made is None or faults:
        named = {f"fault {number}": fault for number, fault in enumerate(faults, 1)}
        raise ChecksFailed(str(layout)[:80], len(named), named)
    return made


def layout_faults(
    layout: LayoutLike, *, catalog: Catalog | None = None, run_plugin: bool = True
) -> tuple[Layout | None, list[str]]:
    """The layout, if it can be opened, and all that is wrong or odd about it.

    Without `run_plugin` a hdvis_plugin.py beside the file is not run, and named among the faults
    when there are others. Raises `LayoutError` for what is no JSON, and `LimitError`.
    """
    file = _file_of(layout)
    beside = None if file is None else file.with_name("hdvis_plugin.py")
    beside = beside if beside is not None and beside.is_file() else None
    wrong: list[str] = []
    if catalog is None:
        manager = create_manager()
        if beside is not None and run_plugin:
            manager.load_file(beside)
        catalog = Catalog.of(manager)
        wrong = [p.text for p in manager.problems if p.distribution == LOCAL]
    reading = read_layout(layout if file is None else file, catalog)
    faults = [*wrong, *reading.faults]
    if faults and beside is not None and not run_plugin:
        faults = [*faults, f"{beside.name} lies beside it and was not run; it may hold what lacks"]
    return None if reading.errors else reading.layout, faults


def _file_of(layout: LayoutLike) -> Path | None:
    """The file that `layout` names, if it does."""
    if isinstance(layout, Path):
        return layout
    if not isinstance(layout, str) or layout.lstrip()[:1] in ("{", "[", '"'):
        return None
    return Path(layout) if layout.endswith(".json") and find_ready(layout) is None else None
