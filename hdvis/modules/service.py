"""Work that a plugin does for a whole session, with no pane of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from hdvis.errors import Cancelled
from hdvis.hooks import SessionContext
from hdvis.modules.worker import Worker


class Service(Worker):
    """Begun by a plugin's `hdvis_session_opened`; lives as long as the session.

    Subclasses set `title`, follow slots with `watch`, and work with `run`, `decode` and `encode`
    as a module does. What fails is said in the footer, and the session goes on.
    """

    title: ClassVar[str] = ""

    def __init__(self, session: SessionContext) -> None:
        self.session = session
        self.state, self.jobs = session.state, session.jobs
        self.id = f"service:{self.title or type(self).__name__}"
        self._decoded = {}

    @property
    def is_retired(self) -> bool:
        """Whether the session was closed."""
        return not self.session.is_open

    def watch(self, callback: Callable[..., Any], *slots: str) -> None:
        """Call `callback(*events)` when one of `slots` gets another value."""
        self.state.param.watch(self.guard(callback), list(slots))

    def fail(self, error: BaseException) -> None:
        """Say `error` in the footer."""
        if not isinstance(error, Cancelled) and not self.is_retired:
            self.session.complain(error)
