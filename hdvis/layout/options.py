"""Check a place's options against the params of its module."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import param

from hdvis.errors import LayoutError, shorten
from hdvis.hooks.names import did_you_mean
from hdvis.layout.json_value import at, join

_FILES = (param.Filename, param.Foldername, param.Path)
_NOT_DATA = (param.Callable, param.Action, param.ClassSelector)
_DATA_CLASSES = (param.Dict, param.Series, param.DataFrame, param.Array)


@dataclass(frozen=True)
class CheckedOptions:
    """`values` go into the module's constructor; `warnings` name what was left out."""

    values: Mapping[str, Any]
    warnings: tuple[str, ...] = field(default=())


def option_params(module: type[Any]) -> dict[str, param.Parameter]:
    """The params that a layout may set: the module's own public ones, in declared order."""
    from hdvis.modules.options import option_names

    return {name: module.param[name] for name in option_names(module)}


def check_options(
    module: type[Any], options: Mapping[str, Any], path: str, *, base: Path | None = None
) -> CheckedOptions:
    """`options` as the module's params take them.

    Columns are not looked up: the data may not be there yet. Raises LayoutError with the JSON
    path of a value that its param refuses, or of a file that is not within `base`.
    """
    known = option_params(module)
    values: dict[str, Any] = {}
    warnings = []
    for name, value in options.items():
        here = join(path, name)
        if name in known:
            values[name] = _value(known[name], name, value, here, base)
        else:
            warnings.append(f"{at(here)}: unknown option{did_you_mean(name, known)}")
    return CheckedOptions(values, tuple(warnings))


def upgraded(
    module: type[Any], options: Mapping[str, Any], version: int, path: str
) -> Mapping[str, Any]:
    """`options` written for `version` of the module, as the present version spells them."""
    current = int(getattr(module, "version", 1))
    if version > current:
        raise LayoutError(
            f"{path}: made by a newer version of {module.title} ({version}, this is {current}). "
            "Update its plugin",
            code="HDV-L10",
        )
    if version == current or not hasattr(module, "upgrade"):
        return options
    try:
        new = module.upgrade(copy.deepcopy(dict(options)), version)
    except Exception as error:
        raise LayoutError(
            f"{path}: {module.title} could not read its options of version {version}: "
            f"{shorten(error)}",
            code="HDV-L10",
        ) from error
    if not isinstance(new, Mapping):
        raise LayoutError(
            f"{path}: {module.title}.upgrade gave {type(new).__name__}, expected a dict",
            code="HDV-L10",
        )
    return dict(new)


def _value(p: param.Parameter, name: str, value: Any, path: str, base: Path | None) -> Any:
    if isinstance(p, _NOT_DATA) and not isinstance(p, _DATA_CLASSES):
        raise LayoutError(f"{path}: a layout cannot set this option", code="HDV-L13")
    if isinstance(p, _FILES):
        return _file(value, path, base)
    if isinstance(p, param.Number) and isinstance(value, bool):
        raise _refused(path, value, "a number")
    if isinstance(p, param.Integer) and isinstance(value, float) and not value.is_integer():
        raise LayoutError(f"{path}: got {value:g}, expected a whole number", code="HDV-L21")
    return _through(p, name, _python(p, value), value, path)


def _through(p: param.Parameter, name: str, value: Any, written: Any, path: str) -> Any:
    """`value` as the param keeps it; a copy of the param stands alone, so nothing is touched."""
    holder = type("Options", (param.Parameterized,), {name: copy.copy(p)})
    try:
        setattr(holder(), name, value)
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        code = "HDV-L22" if isinstance(p, param.Color) else "HDV-L13"
        raise _refused(path, written, _wanted(p, error), code) from error
    return value


def _python(p: param.Parameter, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(p, param.Tuple) and isinstance(value, list):
        return tuple(value)
    if isinstance(p, param.Integer) and isinstance(value, float):
        return int(value)
    if isinstance(p, (param.Date, param.CalendarDate)) and isinstance(value, str):
        try:
            return p.deserialize(value)
        except ValueError:
            return value
    if isinstance(p, param.Selector) and isinstance(value, str):
        return p.names.get(value, value) if p.names else value
    return value


def _file(value: Any, path: str, base: Path | None) -> Path:
    if not isinstance(value, str):
        raise _refused(path, value, "the path of a file")
    if base is None:
        raise LayoutError(
            f"{path}: got a file, but files are not read for this layout. "
            "Give the data from Python",
            code="HDV-L23",
        )
    folder = base.resolve()
    try:
        file = (folder / value).resolve()
    except (OSError, ValueError) as error:
        raise _refused(path, value, "the path of a file") from error
    if Path(value).is_absolute() or not file.is_relative_to(folder):
        raise LayoutError(
            f"{path}: got {shorten(value)}, expected a file within the layout's folder",
            code="HDV-L23",
        )
    return file


def _refused(path: str, value: Any, expected: str, code: str = "HDV-L13") -> LayoutError:
    return LayoutError(f"{path}: got {shorten(repr(value))}, expected {expected}", code=code)


def _wanted(p: param.Parameter, error: Exception) -> str:
    if isinstance(p, param.Color):
        return "a colour such as #1864ab or its English name"
    if isinstance(p, param.Selector) and p.objects:
        some = ", ".join(shorten(repr(item), 30) for item in list(p.names or p.objects)[:12])
        return f"{'some' if isinstance(p, param.ListSelector) else 'one'} of {some}"
    if isinstance(p, param.Number):
        kind = "a whole number" if isinstance(p, param.Integer) else "a number"
        low, high = p.bounds or (None, None)
        return kind + ("" if low is None and high is None else f" from {low} to {high}")
    kinds = {param.Boolean: "true or false", param.String: "text", param.List: "a list"}
    for kind_, words in kinds.items():
        if isinstance(p, kind_):
            return words
    return f"what its option takes ({shorten(error)})"
