"""Turn JSON into a layout, naming the place of whatever does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from hdvis.errors import LayoutError, shorten
from hdvis.hooks.catalog import Catalog
from hdvis.hooks.names import did_you_mean
from hdvis.layout.json_text import read_bytes, read_file, read_text
from hdvis.layout.json_value import plain
from hdvis.layout.nodes import Box, Layout, Node, Place, Stack
from hdvis.layout.reader import Reader, unknown_fields, weight_of
from hdvis.layout.ready import find_ready, ready_layouts
from hdvis.layout.schema import KINDS
from hdvis.layout.structure import check_panels, structure_faults
from hdvis.modules.option_type import Json

HEAD = ("version", "title", "layout")
PLACE = ("module", "id", "title", "options", "options_version", "weight")
JSON_STARTS = ("{", "[", '"', "//", "/*", "#")

LayoutLike: TypeAlias = "Layout | Mapping[str, Any] | str | bytes | bytearray | Path | None"
"""A layout, its JSON as a dict, text or bytes, a file, a ready layout's name or a title."""


@dataclass(frozen=True)
class Reading:
    """What was read: the layout with what is odd about it, or the errors that forbid it."""

    layout: Layout | None
    errors: tuple[LayoutError, ...] = ()

    @property
    def faults(self) -> list[str]:
        """Errors and warnings, in words."""
        warnings = () if self.layout is None else self.layout.warnings
        return [*map(str, self.errors), *warnings]


def parse_layout(
    value: LayoutLike,
    catalog: Catalog | None = None,
    *,
    strict: bool = False,
    base: Path | None = None,
) -> Layout:
    """The layout in `value`: a dict, JSON text or bytes, a `Path`, a title or a ready name.

    With a `catalog`, modules and their options are checked: an unknown module becomes a place
    whose `missing` says what is absent, and whose JSON is kept. What is odd but harmless is in
    `Layout.warnings`; with `strict` it is an error. File options must lie within `base`, which is
    the layout's own folder where it is a file; else they are refused.

    Raises LayoutError with the JSON path of the first fault, or LimitError.
    """
    if isinstance(value, Layout) and (catalog is None or value.was_read):
        return value
    reading = read_layout(value, catalog, strict=strict, base=base)
    if reading.layout is None or reading.errors:
        raise reading.errors[0]
    return reading.layout


def read_layout(
    value: LayoutLike,
    catalog: Catalog | None = None,
    *,
    strict: bool = False,
    base: Path | None = None,
) -> Reading:
    """`parse_layout`, with every fault. Raises for what is no JSON, or beyond the limits."""
    json, folder = _json(value, catalog)
    check_panels(json)
    broken = structure_faults(json)
    reader = Reader(catalog, strict, base or folder, broken=broken)
    layout = None if "" in broken else _file(json, reader)
    errors = [error for faults in broken.values() for error in faults]
    return Reading(layout, (*errors, *reader.errors))


def _json(value: object, catalog: Catalog | None) -> tuple[Json, Path | None]:
    """The JSON in `value`, and the folder of its file."""
    if isinstance(value, Layout):
        return value.to_json(), None
    if isinstance(value, Path):
        return read_file(value), value.parent
    if isinstance(value, bytes | bytearray):
        return read_bytes(bytes(value)), None
    if isinstance(value, str):
        return _from_text(value, catalog)
    return plain(value), None


def _from_text(text: str, catalog: Catalog | None) -> tuple[Json, Path | None]:
    start = text.lstrip("\ufeff \t\r\n")
    if not start or start.startswith(JSON_STARTS) or "\n" in text:
        return read_text(text), None
    if path := find_ready(text, catalog):
        return read_file(path), path.parent
    if catalog is not None and catalog.modules.find(text):
        return text, None
    if text.endswith(".json") or text.startswith("/") or _is_file(text):
        return read_file(Path(text)), Path(text).parent
    if catalog is None or catalog.modules.rivals(text):
        return text, None
    known = [*ready_layouts(catalog), *catalog.modules]
    raise LayoutError(
        f'no layout or module named "{shorten(text)}"{did_you_mean(text, known)}', code="HDV-L11"
    )


def _is_file(text: str) -> bool:
    try:
        return len(text) < 4096 and Path(text).is_file()
    except (OSError, ValueError):
        return False


def _file(value: Any, reader: Reader) -> Layout:
    if isinstance(value, dict) and not any(kind in value for kind in KINDS):
        root = _node(value["layout"], "/layout", reader)
        extra = unknown_fields(value, HEAD, "", reader)
        title = value.get("title", "")
    else:
        head = {k: v for k, v in value.items() if k != "version"} if isinstance(value, dict) else {}
        root, extra, title = _node(head or value, "", reader), {}, ""
    named = reader.with_ids(root)
    return Layout(named, title, extra, tuple(reader.warnings), reader.catalog is not None)


def _node(value: Any, path: str, reader: Reader) -> Node:
    if path in reader.broken:
        return Place("?", "", path=path)
    if isinstance(value, str):
        return reader.place({"module": value}, value, path)
    kind = next(kind for kind in KINDS if kind in value)
    if kind == "module":
        return reader.place(value, value, path, unknown_fields(value, PLACE, path, reader))
    return _group(value, kind, path, reader)


def _group(value: dict[str, Any], kind: str, path: str, reader: Reader) -> Box | Stack:
    items = value[kind]
    known = (kind, "weight", "active") if kind == "stack" else (kind, "weight")
    extra = unknown_fields(value, known, path, reader)
    weight = weight_of(value, path, reader)
    children = tuple(_node(item, f"{path}/{kind}/{i}", reader) for i, item in enumerate(items))
    if kind == "stack":
        return Stack(children, _active(value, len(items), path, reader), weight, extra, path)
    direction: Literal["row", "column"] = "row" if kind == "row" else "column"
    return Box(direction, children, weight, extra, path)


def _active(value: dict[str, Any], count: int, path: str, reader: Reader) -> int:
    active = int(value.get("active", 0))
    if active >= count:
        expected = f"a whole number from 0 to {count - 1}"
        message = f"{path}/active: got {shorten(active)}, expected {expected}"
        reader.errors.append(LayoutError(message, code="HDV-L13"))
        return 0
    return active
