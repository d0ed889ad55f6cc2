"""Read a place's options by the params of its module."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hdvis.errors import LayoutError, shorten
from hdvis.hooks.names import did_you_mean
from hdvis.layout.json_value import at, join
from hdvis.modules import Module
from hdvis.modules.option_type import Json
from hdvis.modules.options import option_params, read_option

NAMED = 20
"""Unknown options that are named one by one; a page is not a place for thousands."""


@dataclass(frozen=True)
class CheckedOptions:
    """`values` as the module's params keep them, `unknown` as written, `warnings` naming those.

    `errors` are those of values that their params refuse.
    """

    values: Mapping[str, object]
    unknown: Mapping[str, Json]
    warnings: tuple[str, ...] = ()
    errors: tuple[LayoutError, ...] = ()


def check_options(
    module: type[Module], options: Mapping[str, Json], path: str, *, base: Path | None = None
) -> CheckedOptions:
    """`read_options`, raising the first of the errors."""
    checked = read_options(module, options, path, base=base)
    if checked.errors:
        raise checked.errors[0]
    return checked


def read_options(
    module: type[Module], options: Mapping[str, Json], path: str, *, base: Path | None = None
) -> CheckedOptions:
    """`options` as the module's params take them, each error with the JSON path of its value.

    Columns are not looked up: the data may not be there yet. Files must lie within `base`.
    """
    known = option_params(module)
    values: dict[str, object] = {}
    errors = []
    for name in (name for name in options if name in known):
        try:
            values[name] = read_option(known[name], options[name], join(path, name), base)
        except LayoutError as error:
            errors.append(error)
    unknown = {name: value for name, value in options.items() if name not in known}
    warnings = [
        f"{at(join(path, name))}: unknown option{did_you_mean(name, known)}"
        for name in list(unknown)[:NAMED]
    ]
    if len(unknown) > NAMED:
        warnings.append(f"{at(path)}: {len(unknown) - NAMED:,} more unknown options")
    return CheckedOptions(values, unknown, tuple(warnings), tuple(errors))


def upgraded(
    module: type[Module], options: Mapping[str, Json], version: int, path: str
) -> Mapping[str, Json]:
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
