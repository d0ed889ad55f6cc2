"""Import one plugin and check that it fits this hdvis, turning every way to fail into one error."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from hdvis.errors import shorten
from hdvis.hooks import specs
from hdvis.hooks.names import did_you_mean, nearest
from hdvis.hooks.problems import last_line


class Refused(Exception):
    """The plugin cannot be used; carries the message, the raised line and the row's handle."""

    def __init__(self, message: str, code: str, raised: str = "") -> None:
        super().__init__(message)
        self.message, self.code, self.raised = message, code, raised


HOOKS = tuple(sorted(name for name in vars(specs) if name.startswith("hdvis_")))


def load(read: Callable[[], Any]) -> Any:
    """The plugin that `read` imports. Raises Refused; only Ctrl-C passes."""
    try:
        plugin = read()
    except KeyboardInterrupt:
        raise
    except (ModuleNotFoundError, AttributeError) as error:
        raise Refused("it could not be imported", "HDV-G2", last_line(error)) from error
    except SystemExit as error:
        raise Refused(
            "it asked to exit while it was imported", "HDV-G4", last_line(error)
        ) from error
    except BaseException as error:
        raise Refused("it could not be imported", "HDV-G1", last_line(error)) from error
    if plugin is None:
        raise Refused("got None, expected a module with hooks", "HDV-G1")
    return plugin


def load_module(path: Path) -> ModuleType:
    """The module in the file at `path`, imported afresh."""
    digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    name = f"hdvis_plugin_{digest}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path.name} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and param look their module up by name
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def refuse_newer(plugin: Any) -> None:
    """Raise Refused when `plugin` was written for hooks that this hdvis does not have."""
    needs = getattr(plugin, "hdvis_api", specs.API)
    if isinstance(needs, bool) or not isinstance(needs, int):
        raise Refused(f"hdvis_api is {shorten(repr(needs))}, expected a whole number", "HDV-G7")
    if needs > specs.API:
        raise Refused(f"it needs plugin API {needs}, this is {specs.API}; update hdvis", "HDV-G7")


def register(manager: pluggy.PluginManager, plugin: Any, name: str) -> None:
    """Register `plugin`. Raises Refused when pluggy finds a hook that cannot be called."""
    try:
        refuse_newer(plugin)
        registered = manager.register(plugin, name=name)
    except (KeyboardInterrupt, Refused):
        raise
    except BaseException as error:
        raise Refused("its hooks do not fit", "HDV-G8", last_line(error)) from error
    if registered is None:
        raise Refused("its name is blocked", "HDV-G5")


def misspelt(manager: pluggy.PluginManager, name: str) -> list[str]:
    """A complaint for each hook of plugin `name` that hdvis does not know."""
    unknown = [
        hook
        for hook, caller in vars(manager.hook).items()
        if hook not in HOOKS
        and any(i.plugin_name == name and not i.optionalhook for i in caller.get_hookimpls())
    ]
    return [f"no hook {shorten(hook)}{did_you_mean(hook, HOOKS)}" for hook in unknown]


def unmarked(plugin: Any) -> list[str]:
    """A complaint for each function of `plugin` that looks like a hook without `@hookimpl`."""
    found = [
        name
        for name, value in (vars(plugin) if isinstance(plugin, ModuleType) else {}).items()
        if name.startswith("hdvis_") and callable(value)
        if nearest(name, HOOKS) and not hasattr(value, f"{specs.PROJECT}_impl")
    ]
    return [f"{shorten(name)} is not marked; write @hookimpl above it" for name in found]
