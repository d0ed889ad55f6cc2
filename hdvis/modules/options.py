"""A module's params as form fields, and what the form sends back as params."""

from __future__ import annotations

from typing import Any

import param

from hdvis.errors import LayoutError
from hdvis.modules.base import Module
from hdvis.modules.params import ColumnName, ColumnNames, ImagesName, SpaceName

_BASE = frozenset(Module.param)


def option_names(module: type[Module] | Module) -> list[str]:
    """The params that are options: public, not the contract's own, in declared order."""
    return [
        name
        for name, p in module.param.objects("existing").items()
        if name not in _BASE and not name.startswith("_") and (p.precedence or 0) >= 0
    ]


def options_of(module: Module) -> dict[str, Any]:
    """The options that differ from their default, for a saved layout."""
    values = {name: getattr(module, name) for name in option_names(module)}
    return {k: v for k, v in values.items() if v != module.param[k].default}


def fields(module: Module) -> list[dict[str, Any]]:
    """One dict per option for the form: name, label, doc, kind, value and choices or bounds."""
    shown = [
        name for name in option_names(module) if not isinstance(module.param[name], param.Dict)
    ]
    return [_field(module, name, module.param[name]) for name in shown]


def _field(module: Module, name: str, p: param.Parameter) -> dict[str, Any]:
    field = {"name": name, "label": p.label, "doc": p.doc or "", "value": getattr(module, name)}
    match p:
        case ColumnName():
            return field | {"kind": "choice", "choices": _columns(module, p.kinds, blank=True)}
        case ColumnNames():
            return field | {"kind": "several", "choices": _columns(module, p.kinds)}
        case SpaceName():
            return field | {"kind": "choice", "choices": _choices(list(module.table.spaces))}
        case ImagesName():
            return field | {
                "kind": "choice",
                "choices": _choices(list(module.state.dataset.images)),
            }
        case param.Boolean():
            return field | {"kind": "flag"}
        case param.ListSelector():
            return field | {"kind": "several", "choices": _choices(list(p.objects))}
        case param.Selector():
            return field | {"kind": "choice", "choices": _choices(list(p.objects))}
        case param.Number():
            low, high = p.get_soft_bounds() or (None, None)
            whole = isinstance(p, param.Integer)
            step = p.step or (1 if whole else None)
            return field | {"kind": "number", "low": low, "high": high, "step": step}
        case _:
            return field | {"kind": "text"}


def _choices(values: list[Any]) -> list[dict[str, Any]]:
    return [{"value": value, "label": str(value)} for value in values]


def _columns(
    module: Module, kinds: tuple[str, ...], *, blank: bool = False
) -> list[dict[str, Any]]:
    table = module.table
    names = [n for n in table.names if not kinds or table.columns[n].kind in kinds][:2000]
    return ([{"value": "", "label": "automatic"}] if blank else []) + _choices(names)


def set_option(module: Module, name: str, value: Any) -> None:
    """Set one option from the form or a layout; a `LayoutError` says what does not fit."""
    if name not in option_names(module):
        raise LayoutError(f"{module.title}: no option named {name!r}", code="HDV-L12")
    p = module.param[name]
    if isinstance(p, param.Integer) and isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        setattr(module, name, value)
    except (ValueError, TypeError) as error:
        raise LayoutError(f"{module.title}: option {name}: {error}", code="HDV-L13") from None
