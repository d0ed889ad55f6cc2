"""What a module's options name that the data in hand have not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hdvis.data.text import display
from hdvis.modules.base import Module
from hdvis.modules.params import ColumnName, ColumnNames, ImagesName, SpaceName

KINDS = (ColumnName, ColumnNames, ImagesName, SpaceName)


def naming_options(module: Module) -> list[str]:
    """The options whose values are names of columns, spaces or images."""
    return [name for name in module.param if isinstance(module.param[name], KINDS)]


def absent_names(module: Module) -> str:
    """The names that are not there, in words; empty when all are, or nothing is loaded."""
    if module.state.dataset is None:
        return ""
    words = [
        f"no {kind} named {display(name, 40)}"
        for option in naming_options(module)
        for kind, known, name in _named(module, option)
        if name and name not in known
    ]
    return ", ".join(dict.fromkeys(words))


def _named(module: Module, option: str) -> Iterable[tuple[str, Mapping[str, Any], str]]:
    value, table = getattr(module, option), module.table
    match module.param[option]:
        case ColumnName():
            return [("column", table.columns, value)]
        case ColumnNames():
            return [("column", table.columns, name) for name in value]
        case ImagesName():
            return [("images", table.dataset.images, value)]
    return [("space", table.spaces, value)]
