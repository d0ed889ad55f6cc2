"""A module's params as options: read from a layout or a form, written back, described."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import param

from hdvis.errors import LayoutError, shorten
from hdvis.modules.base import Module
from hdvis.modules.option_table import option_type
from hdvis.modules.option_type import Control, Json, Names, Schema, Unfit

_BASE = frozenset(Module.param)


def option_params(module: type[Module] | Module) -> dict[str, param.Parameter]:
    """The params that are options: public, not the contract's own, in declared order."""
    return {
        name: p
        for name, p in module.param.objects("existing").items()
        if name not in _BASE and not name.startswith("_") and (p.precedence or 0) >= 0
    }


def option_names(module: type[Module] | Module) -> list[str]:
    """The names of the options, in declared order."""
    return list(option_params(module))


def read_option(p: param.Parameter, value: Json, where: str, base: Path | None = None) -> object:
    """`value` as `p` keeps it; files must lie within `base`.

    Raises `LayoutError` that begins with `where` and says what came and what was expected.
    """
    try:
        return _checked(p, None if value is None else option_type(p).read(p, value, base))
    except Unfit as unfit:
        got = shorten(repr(value))
        raise LayoutError(f"{where}: got {got}, expected {unfit}", code=unfit.code) from None


def write_option(p: param.Parameter, value: object) -> Json:
    """`value` of `p` as JSON, so that `read_option` gives it back."""
    return None if value is None else option_type(p).write(p, value)


def option_schema(p: param.Parameter) -> Schema:
    """The JSON Schema of what `read_option` takes, with the option's doc and default."""
    schema = option_type(p).schema(p)
    if p.allow_None and schema:
        schema = {"anyOf": [schema, {"type": "null"}]}
    if p.doc:
        schema["description"] = " ".join(p.doc.split())
    default = write_option(p, p.default)
    if default is not None and _is_json(default):
        schema["default"] = default
    return schema


def options_of(module: Module) -> dict[str, Json]:
    """The options that differ from their default, as a layout saves them."""
    return {
        name: write_option(p, getattr(module, name))
        for name, p in option_params(module).items()
        if getattr(module, name) != p.default
    }


def set_option(module: Module, name: str, value: Json) -> None:
    """Set one option from JSON; a `LayoutError` says what does not fit."""
    params = option_params(module)
    if name not in params:
        raise LayoutError(f"{module.title}: no option named {shorten(name)!r}", code="HDV-L12")
    setattr(module, name, read_option(params[name], value, f"{module.title}: option {name}"))


def fields(module: Module) -> list[Control]:
    """One field per option for the form: name, label, doc, kind, value and choices or bounds."""
    names = _NamesOf(module)
    params = option_params(module).items()
    made = [field_of(p, name, getattr(module, name), names) for name, p in params]
    return [field for field in made if field is not None]


def field_of(
    p: param.Parameter, name: str, value: object, names: Names | None = None
) -> Control | None:
    """The field of a form that asks for `p`, or None where no form asks for its kind."""
    control = option_type(p).control
    if control is None:
        return None
    field = {
        "name": name,
        "label": label_of(p),
        "doc": p.doc or "",
        "value": write_option(p, value),
    }
    return field | control(p, names or _NoNames())


def label_of(p: param.Parameter) -> str:
    """The word for `p` on a page: prose is British there, while names are as code spells them."""
    words: str = p.label
    return words.replace("olor", "olour").replace("eighbor", "eighbour")


@dataclass(frozen=True)
class _NamesOf:
    """The names in the data that `module` sees."""

    module: Module

    def columns(self, kinds: Sequence[str]) -> Sequence[str]:
        table = self.module.table
        return [n for n in table.names if not kinds or table.columns[n].kind in kinds]

    def spaces(self) -> Sequence[str]:
        return list(self.module.table.spaces)

    def images(self) -> Sequence[str]:
        return list(self.module.table.dataset.images)


class _NoNames:
    """The names where no data are at hand."""

    def columns(self, kinds: Sequence[str]) -> Sequence[str]:
        return ()

    def spaces(self) -> Sequence[str]:
        return ()

    def images(self) -> Sequence[str]:
        return ()


def _checked(p: param.Parameter, value: object) -> object:
    """`value` if `p` takes it; a copy of `p` stands alone, so nothing is touched."""
    name = p.name or "value"
    holder = type("Holder", (param.Parameterized,), {name: copy.copy(p)})
    try:
        setattr(holder(), name, value)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        code = "HDV-L22" if isinstance(p, param.Color) else "HDV-L13"
        raise Unfit(option_type(p).expected(p), code) from None
    return value


def _is_json(value: object) -> bool:
    match value:
        case float():
            return value - value == 0
        case None | bool() | int() | str():
            return True
        case list() | tuple():
            return all(map(_is_json, value))
        case dict():
            return all(isinstance(key, str) and _is_json(item) for key, item in value.items())
    return False
