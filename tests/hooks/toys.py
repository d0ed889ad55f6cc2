"""Small plugins for tests, offered through entry points that are passed as an argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import param

from hdvis.hooks import Catalog, create_manager, hookimpl


@dataclass(frozen=True)
class Dist:
    name: str
    version: str = "1.0"


@dataclass(frozen=True)
class Entry:
    """An entry point as `importlib.metadata` gives it; `read` stands for the import."""

    name: str
    read: Callable[[], Any]
    dist: Dist | None = field(default_factory=lambda: Dist("toys"))

    def load(self) -> Any:
        return self.read()


def plugin(name: str = "toy", **hooks: Callable[..., Any]) -> ModuleType:
    """A module whose functions are hooks: `plugin(hdvis_modules=lambda: [View])`."""
    module = ModuleType(name)
    for hook, function in hooks.items():
        setattr(module, hook, hookimpl(_plain(function)))
    return module


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` itself, or a function that calls a class, which no hook mark would stick to."""
    if not isinstance(function, type):
        return function

    def make() -> Any:
        return function()

    return make


def entry(name: str, dist: str = "toys", **hooks: Callable[..., Any]) -> Entry:
    made = plugin(name, **hooks)
    return Entry(name, lambda: made, Dist(dist))


def view(title: str, **members: Any) -> type[Any]:
    """A module class of this title, with `members` such as params."""
    body = {"title": title, "version": 1, "__panel__": lambda self: title, **members}
    return type("View", (param.Parameterized,), body)


def catalog_of(*entries: Entry) -> Catalog:
    return Catalog.of(create_manager(only=None, entry_points=entries))
