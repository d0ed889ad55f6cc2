"""Keep the plugins of one visualizer, each apart from the others' faults."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pluggy

from hdvis.errors import HdvisError, PluginError, shorten
from hdvis.hooks import loading, specs
from hdvis.hooks.discovery import (
    LOCAL,
    EntryPoint,
    Source,
    canonical,
    in_order,
    installed,
    is_wanted,
    wanted_names,
)
from hdvis.hooks.names import did_you_mean
from hdvis.hooks.problems import PluginProblem, last_line
from hdvis.hooks.results import Unusable, judge

log = logging.getLogger("hdvis.plugins")

STRIKES = 3
SLOW_SECONDS = 5.0


@dataclass(frozen=True)
class Plugin:
    """A plugin in use: where it comes from and how long its import took."""

    name: str
    distribution: str
    version: str
    builtin: bool
    seconds: float
    hooks: tuple[str, ...]


class Manager:
    """The plugins of one visualizer and what went wrong with them."""

    def __init__(self) -> None:
        self._pluggy = pluggy.PluginManager(specs.PROJECT)
        self._pluggy.add_hookspecs(specs)
        self._plugins: dict[str, Plugin] = {}
        self._problems: list[PluginProblem] = []
        self._strikes: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """Plugins in use, in the order in which they are asked."""
        return tuple(self._plugins.values())

    @property
    def problems(self) -> tuple[PluginProblem, ...]:
        """Everything that was left out, the oldest first."""
        with self._lock:
            return tuple(self._problems)

    def add(self, source: Source, read: Callable[[], Any]) -> Plugin | None:
        """Import a plugin with `read` and take it in, or list why not and return None."""
        if holder := self._plugins.get(source.name):
            self._note(source, _clash(source, holder), code="HDV-G5", severity="failed")
            return None
        start = time.perf_counter()
        try:
            value = loading.load(read)
            loading.register(self._pluggy, value, source.name)
        except loading.Refused as error:
            self._note(
                source, error.message, code=error.code, last_line=error.raised, severity="failed"
            )
            return None
        return self._keep(source, value, time.perf_counter() - start)

    def load_file(self, path: Path) -> Plugin | None:
        """Take in the plugin in the Python file at `path`, such as a hdvis_plugin.py.

        This runs the file: call it for files the user chose to run, never for one that arrived.
        HDVIS_PLUGINS limits these too: `none` runs none, and a list has to name hdvis_plugin.
        """
        path = Path(path)
        source = Source(str(path), LOCAL)
        limit = wanted_names()
        if limit is not None and path.stem not in limit and str(path) not in limit:
            self._note(source, "left out, for HDVIS_PLUGINS does not name it", code="HDV-G12")
            return None
        return self.add(source, lambda: loading.load_module(path))

    def call(self, hook: str, **kwargs: Any) -> list[tuple[Plugin, Any]]:
        """Ask each plugin on its own; those that fail are listed and left out.

        Values of the collecting hooks are checked: what is in the result is of the right type.
        """
        asked = [
            (plugin, self._ask(plugin, hook, kwargs))
            for plugin in self.plugins
            if hook in plugin.hooks
        ]
        return [(plugin, answer) for plugin, answer in asked if answer is not None]

    def first(self, hook: str, **kwargs: Any) -> Any | None:
        """The first answer that is not None, or None.

        A plugin that raises an hdvis error has recognised the input and says what is wrong with
        it: if nobody else answers, that error is raised.
        """
        complaint: HdvisError | None = None
        for plugin in self.plugins:
            if hook not in plugin.hooks:
                continue
            try:
                answer = self._ask(plugin, hook, kwargs, passes=(HdvisError,))
            except HdvisError as error:
                complaint = complaint or error
                continue
            if answer is not None:
                return answer
        if complaint is not None:
            raise complaint
        return None

    def note(self, plugin: Plugin, message: str, *, code: str = "", hook: str = "") -> None:
        """List a part of `plugin` that was left out, once."""
        self._note(_source(plugin), message, code=code, hook=hook)

    def _keep(self, source: Source, value: Any, seconds: float) -> Plugin:
        hooks = tuple(hook for hook in loading.HOOKS if self._implementations(source.name, hook))
        plugin = Plugin(
            source.name, source.distribution, source.version, source.builtin, seconds, hooks
        )
        self._plugins[source.name] = plugin
        log.info("plugin %s of %s took %.2f s", source.name, source.distribution, seconds)
        complaints = [*loading.misspelt(self._pluggy, source.name), *loading.unmarked(value)]
        for complaint in complaints:
            self.note(plugin, complaint, code="HDV-G9")
        if not hooks and not complaints:
            self.note(plugin, "it has no hooks; mark functions with @hookimpl", code="HDV-G9")
        return plugin

    def _implementations(self, name: str, hook: str) -> list[Any]:
        impls = getattr(self._pluggy.hook, hook).get_hookimpls()
        return [impl for impl in impls if impl.plugin_name == name]

    def _ask(
        self,
        plugin: Plugin,
        hook: str,
        kwargs: dict[str, Any],
        passes: tuple[type[Exception], ...] = (),
    ) -> Any:
        if self._strikes.get((plugin.name, hook), 0) >= STRIKES:
            return None
        try:
            answer, complaints = judge(hook, self._invoke(plugin, hook, kwargs))
        except KeyboardInterrupt:
            raise
        except passes:
            raise
        except Unusable as error:
            self._strike(plugin, hook, str(error), "", "HDV-G11")
            return None
        except BaseException as error:
            self._strike(plugin, hook, f"{hook} raised", last_line(error), "HDV-G10")
            return None
        for complaint in complaints:
            self.note(plugin, complaint, code="HDV-G11", hook=hook)
        self._strikes.pop((plugin.name, hook), None)
        return answer

    def _invoke(self, plugin: Plugin, hook: str, kwargs: dict[str, Any]) -> Any:
        (impl,) = self._implementations(plugin.name, hook)
        if impl.wrapper or impl.hookwrapper:
            raise Unusable("got a wrapper, expected a plain function; plugins are asked one by one")
        start = time.perf_counter()
        answer = impl.function(*(kwargs[name] for name in impl.argnames))
        seconds = time.perf_counter() - start
        if seconds > SLOW_SECONDS:
            log.warning("plugin %s took %.1f s in %s", plugin.name, seconds, hook)
        return answer

    def _strike(self, plugin: Plugin, hook: str, message: str, raised: str, code: str) -> None:
        with self._lock:
            count = self._strikes[plugin.name, hook] = self._strikes.get((plugin.name, hook), 0) + 1
        self._note(_source(plugin), message, code=code, last_line=raised, hook=hook)
        if count == STRIKES:
            self.note(plugin, f"{hook} failed {STRIKES} times in a row and is off", code=code)

    def _note(self, source: Source, message: str, **details: Any) -> None:
        problem = PluginProblem(
            source.distribution, source.version, source.name, message, **details
        )
        with self._lock:
            if problem in self._problems:
                return
            self._problems.append(problem)
        log.warning("%s", problem.text)


def create_manager(
    discover: bool = True,
    extra: Iterable[Any] = (),
    only: Iterable[str] | None = None,
    *,
    entry_points: Iterable[EntryPoint] | None = None,
) -> Manager:
    """A fresh manager with hdvis's own plugins, the installed ones and `extra`.

    `only` names the third-party plugins (or distributions) to load; () loads none, which is the
    way out of a broken set. Without it the variable HDVIS_PLUGINS is asked: `none`, or names
    with commas. hdvis's own plugins load either way. `extra` holds plugin objects, such as
    modules; `discover=False` leaves only these. `entry_points` stands in for the installed ones.
    """
    manager = Manager()
    if discover:
        limit = wanted_names() if only is None else tuple(only)
        found = in_order(installed() if entry_points is None else entry_points)
        for source, entry_point in found:
            if is_wanted(source, limit):
                manager.add(source, entry_point.load)
        _note_missing(manager, limit or (), [source for source, _ in found])
    if not isinstance(extra, Iterable) or isinstance(extra, str | bytes):
        raise PluginError(
            f"plugins: got {shorten(repr(extra))}, expected a list of plugin objects, such as "
            "modules: `plugins=[my_plugin]`"
        )
    for plugin in extra:
        manager.add(_local(plugin), lambda plugin=plugin: plugin)  # type: ignore[misc]
    return manager


def _note_missing(manager: Manager, limit: Iterable[str], found: list[Source]) -> None:
    known = [name for source in found for name in (source.name, source.distribution)]
    for name in limit:
        if name not in known and canonical(name) not in known:
            source = Source(name, "HDVIS_PLUGINS")
            manager._note(source, f"no such plugin is installed{did_you_mean(name, known)}")


def _local(plugin: Any) -> Source:
    name = getattr(plugin, "__name__", None) or type(plugin).__name__
    return Source(str(name), LOCAL)


def _clash(source: Source, holder: Plugin) -> str:
    owner = f"{holder.distribution} {holder.version}".strip()
    own = "; a part of hdvis cannot be replaced" if holder.builtin else ""
    return f"{owner} already has a plugin of the name {source.name}, so this one is left out{own}"


def _source(plugin: Plugin) -> Source:
    return Source(plugin.name, plugin.distribution, plugin.version)
