"""Watchers of the state that fail alone: the value is set, and the other watchers hear of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from param.parameterized import Parameters

from hdvis.errors import reraise_interrupt

Failed = Callable[[BaseException, Callable[..., Any]], None]


class GuardedParameters(Parameters):  # type: ignore[misc]
    """Calls watchers one by one; what one raises is told to the state's `failed`, if it has one."""

    def _execute_watcher(self_, watcher: Any, events: Any) -> None:
        failed: Failed | None = getattr(self_.self, "failed", None)
        if failed is None:
            super()._execute_watcher(watcher, events)
            return
        try:
            super()._execute_watcher(watcher, events)
        except BaseException as error:
            reraise_interrupt(error)
            failed(error, watcher.fn)


class Watched:
    """The `param` of a state: for a state the guarded one, for its class the usual one."""

    def __get__(self, state: Any, kind: Any) -> Any:
        return kind._param__parameters if state is None else GuardedParameters(kind, self=state)
