"""Turn JSON into a layout, naming the place of whatever does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from hdvis.errors import LayoutError, shorten
from hdvis.hooks.catalog import Catalog
from hdvis.hooks.names import did_you_mean
from hdvis.layout.json_text import read_bytes, read_file, read_text
from hdvis.layout.json_value import at, plain
from hdvis.layout.nodes import VERSION, Box, Layout, Node, Place, Stack
from hdvis.layout.reader import Reader, unknown_fields, weight_of
from hdvis.layout.ready import find_ready, ready_layouts

HEAD = ("version", "title", "layout")
PLACE = ("module", "id", "title", "options", "options_version", "weight")
JSON_STARTS = ("{", "[", '"', "//", "/*", "#")
KINDS = ("module", "row", "column", "stack")


def parse_layout(
    value: Any,
    catalog: Catalog | None = None,
    *,
    strict: bool = False,
    base: Path | None = None,
) -> Layout:
    """The layout in `value`: a dict, JSON text or bytes, a `Path`, a title or a ready name.

    With a `catalog`, modules and their options are checked: an unknown module becomes a place
    whose `missing` says what is absent, and whose JSON is kept. What is odd but harmless is in
    `Layout.warnings`; with `strict` it is an error. File options must lie within `base`, the
    layout's folder; without `base`, as on a server, they are refused.

    Raises LayoutError with the JSON path of the fault, or LimitError.
    """
    if isinstance(value, Layout):
        return value
    reader = Reader(catalog, strict, base)
    return _file(_json(value, catalog), reader)


def _json(value: Any, catalog: Catalog | None) -> Any:
    if isinstance(value, Path):
        return read_file(value)
    if isinstance(value, (bytes, bytearray)):
        return read_bytes(bytes(value))
    if isinstance(value, str):
        return _from_text(value, catalog)
    return plain(value)


def _from_text(text: str, catalog: Catalog | None) -> Any:
    start = text.lstrip("\ufeff \t\r\n")
    if not start or start.startswith(JSON_STARTS) or "\n" in text:
        return read_text(text)
    if path := find_ready(text, catalog):
        return read_file(path)
    if catalog is not None and catalog.modules.find(text):
        return text
    if text.endswith(".json") or text.startswith("/") or _is_file(text):
        return read_file(Path(text))
    if catalog is None or catalog.modules.rivals(text):
        return text
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
    if not isinstance(value, (dict, str)):
        raise LayoutError(
            f"layout: got {_kind(value)} at the top, expected an object with "
            "row, column, stack or module",
            code="HDV-L9",
        )
    if isinstance(value, dict) and not any(kind in value for kind in KINDS):
        return _wrapped(value, reader)
    root = reader.with_ids(_node(value, "", reader))
    return Layout(root, warnings=tuple(reader.warnings))


def _wrapped(value: dict[str, Any], reader: Reader) -> Layout:
    if "layout" not in value:
        raise _no_kind(value, "")
    _check_version(value)
    title = _text(value, "title", "")
    extra = unknown_fields(value, HEAD, "", reader)
    root = reader.with_ids(_node(value["layout"], "/layout", reader))
    return Layout(root, title, extra, tuple(reader.warnings))


def _check_version(value: Mapping[str, Any]) -> None:
    version = value.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        got = shorten(repr(version)) if "version" in value else "nothing"
        raise LayoutError(f"/version: got {got}, expected {VERSION}", code="HDV-L10")
    if version > VERSION:
        raise LayoutError(
            f"/version: made by a newer hdvis (format {shorten(version)}, this reads {VERSION}). "
            "Update hdvis",
            code="HDV-L10",
        )


def _node(value: Any, path: str, reader: Reader) -> Node:
    if isinstance(value, str):
        return reader.place({"module": value}, value, path)
    if not isinstance(value, dict):
        raise _mistaken(path, value, "the title of a module, or an object")
    kinds = [kind for kind in KINDS if kind in value]
    if len(kinds) != 1:
        raise _no_kind(value, path)
    if kinds[0] == "module":
        return _place(value, path, reader)
    return _group(value, kinds[0], path, reader)


def _group(value: dict[str, Any], kind: str, path: str, reader: Reader) -> Box | Stack:
    items = value[kind]
    if not isinstance(items, list) or not items:
        raise _mistaken(f"{path}/{kind}", items, "a list of one or more nodes")
    known = (kind, "weight", "active") if kind == "stack" else (kind, "weight")
    extra = unknown_fields(value, known, path, reader)
    weight = weight_of(value, path, reader)
    children = tuple(_node(item, f"{path}/{kind}/{i}", reader) for i, item in enumerate(items))
    if kind == "stack":
        return Stack(children, _active(value, len(items), path), weight, extra, path)
    direction: Literal["row", "column"] = "row" if kind == "row" else "column"
    return Box(direction, children, weight, extra, path)


def _active(value: dict[str, Any], count: int, path: str) -> int:
    active = value.get("active", 0)
    if isinstance(active, bool) or not isinstance(active, int) or not 0 <= active < count:
        raise _mistaken(f"{path}/active", active, f"a whole number from 0 to {count - 1}")
    return active


def _place(value: dict[str, Any], path: str, reader: Reader) -> Place:
    _text(value, "module", path)
    _text(value, "title", path)
    if not isinstance(value.get("options", {}), dict):
        raise _mistaken(f"{path}/options", value["options"], "an object")
    version = value.get("options_version", 1)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise _mistaken(f"{path}/options_version", version, "a whole number of 1 or more")
    return reader.place(value, value, path, unknown_fields(value, PLACE, path, reader))


def _text(value: Mapping[str, Any], key: str, path: str) -> str:
    text = value.get(key, "")
    if not isinstance(text, str):
        raise _mistaken(f"{path}/{key}", text, "text")
    return text


def _no_kind(value: dict[str, Any], path: str) -> LayoutError:
    found = ", ".join(shorten(key, 20) for key in list(value)[:4]) or "nothing"
    guess = "".join(did_you_mean(key, KINDS) for key in list(value)[:1])
    return LayoutError(
        f"{at(path)}: got an object with {found}, "
        f"expected exactly one of module, row, column, stack{guess}",
        code="HDV-L13",
    )


def _mistaken(path: str, value: Any, expected: str) -> LayoutError:
    return LayoutError(f"{at(path)}: got {_kind(value)}, expected {expected}", code="HDV-L13")


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", type(None): "null"}
    if isinstance(value, (dict, list)) and not value:
        return f"an empty {names[type(value)].split()[1]}"
    return names.get(type(value)) or shorten(repr(value))
