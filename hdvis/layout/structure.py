"""What in a JSON value is no layout, each fault with its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from hdvis.errors import LayoutError, LimitError, shorten
from hdvis.hooks.names import did_you_mean
from hdvis.layout.json_value import at, join
from hdvis.layout.nodes import VERSION
from hdvis.layout.schema import KINDS, grammar
from hdvis.modules.option_type import Json

MAX_PLACES = 64


def check_panels(value: Json, path: str = "", count: int = 0) -> int:
    """How many panels there are; raises `LimitError` above 64."""
    if isinstance(value, dict):
        if "layout" in value and not any(kind in value for kind in KINDS):
            return check_panels(value["layout"], "/layout", count)
        for kind in KINDS[1:]:
            items = value.get(kind)
            for i, item in enumerate(items if isinstance(items, list) else ()):
                count = check_panels(item, f"{path}/{kind}/{i}", count)
        count += "module" in value
    count += isinstance(value, str)
    if count > MAX_PLACES:
        raise LimitError(
            f"{at(path)}: more than {MAX_PLACES} panels. Divide the layout", code="HDV-L8"
        )
    return count


def structure_faults(value: Json) -> dict[str, list[LayoutError]]:
    """The faults of `value` as a layout by the path of their node, in reading order."""
    found: dict[str, list[LayoutError]] = {}
    for error in _validator().iter_errors(value):
        if error.validator != "maximum":  # a weight that is too large is made smaller
            found.setdefault(_node_of(error.absolute_path), []).append(_fault(error))
    return dict(sorted(found.items(), key=lambda item: _order(item[0])))


def kind_of(value: Json) -> str:
    """What `value` is, for a message."""
    names: dict[type, str] = {dict: "an object", list: "a list", type(None): "null"}
    if isinstance(value, dict | list) and not value:
        return f"an empty {names[type(value)].split()[1]}"
    return names.get(type(value)) or shorten(repr(value))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(grammar({}))


def _fault(error: ValidationError) -> LayoutError:
    value: Any = error.instance
    path = "".join(join("", step) for step in error.absolute_path)
    match error.validator:
        case "oneOf":
            return _no_kind(value, path)
        case "required":
            return _fault_of(f"{path}/version", "nothing", str(VERSION), "HDV-L10")
        case "const":
            return _version(value)
        case "exclusiveMinimum":
            return _fault_of(path, shorten(value), error.schema["description"], "HDV-L21")
    expected = error.schema.get("description", error.message)
    if not path:
        expected = "an object with row, column, stack or module"
        return _fault_of("layout", f"{kind_of(value)} at the top", expected, "HDV-L9")
    return _fault_of(path, kind_of(value), expected)


def _fault_of(path: str, got: str, expected: str, code: str = "HDV-L13") -> LayoutError:
    return LayoutError(f"{at(path)}: got {got}, expected {expected}", code=code)


def _version(value: Json) -> LayoutError:
    if isinstance(value, int) and not isinstance(value, bool) and value > VERSION:
        return LayoutError(
            f"/version: made by a newer hdvis (format {shorten(value)}, this reads {VERSION}). "
            "Update hdvis",
            code="HDV-L10",
        )
    return _fault_of("/version", shorten(repr(value)), str(VERSION), "HDV-L10")


def _no_kind(value: dict[str, Json], path: str) -> LayoutError:
    found = ", ".join(shorten(key, 20) for key in list(value)[:4]) or "nothing"
    guess = "".join(did_you_mean(key, KINDS) for key in list(value)[:1])
    expected = f"exactly one of {', '.join(KINDS)}{guess}"
    return _fault_of(path, f"an object with {found}", expected)


def _node_of(steps: Sequence[str | int]) -> str:
    """The path of the innermost node that the fault at `steps` is in."""
    last = max((i + 1 for i, step in enumerate(steps) if isinstance(step, int)), default=0)
    if not last and list(steps)[:1] == ["layout"]:
        last = 1
    return "".join(f"/{step}" for step in list(steps)[:last])


def _order(path: str) -> list[tuple[int, str]]:
    return [(int(step), "") if step.isdecimal() else (0, step) for step in path.split("/")]
