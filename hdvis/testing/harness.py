"""A session without a page: state, jobs and panes, everything on the calling thread."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from panel.viewable import Viewable

from hdvis.components import BrowserPart
from hdvis.data import Dataset
from hdvis.hooks import Catalog, create_manager
from hdvis.jobs import Pools
from hdvis.modules import Module, Pane
from hdvis.modules.options import set_option
from hdvis.session import Session
from hdvis.session.thread import Call
from hdvis.testing.report import words

PATIENCE = 60.0
SIZE = {"type": "size", "width": 480, "height": 320}


class Harness:
    """A place for modules in tests; a context manager.

    with Harness(dataset) as harness:
        pane = harness.place(MyView, unit="shots")
        harness.state.selection = …
        harness.settle()
        assert harness.failure(pane) == ""
    """

    def __init__(
        self,
        dataset: Dataset | None = None,
        *,
        catalog: Catalog | None = None,
        slots: Mapping[str, Any] | None = None,
    ) -> None:
        self._complaints: list[BaseException] = []
        self.catalog = catalog or Catalog.of(create_manager(only=()))
        self._pools = Pools(cpu_threads=2, together=0.0)
        self._arrived: queue.SimpleQueue[Call] = queue.SimpleQueue()
        self.session = Session(self.catalog, executor=self._pools, deliver=self._arrived.put)
        self.session.notify = _Heard(self._complaints)
        self.state, self.jobs = self.session.state, self.session.jobs
        self.undo, self.panes = self.session.undo, self.session.panes
        self._errors = _Errors()
        logging.getLogger("hdvis").addHandler(self._errors)
        if dataset is not None:
            self.state.load(dataset, **(slots or {}))

    def __enter__(self) -> Harness:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def place(self, kind: type[Module], id: str = "", **options: Any) -> Pane:
        """A pane with a module of `kind`, drawn, told its size, and settled."""
        name = id or f"m{len(self.panes)}"

        def make() -> Module:
            module = kind(state=self.state, jobs=self.jobs, catalog=self.catalog, id=name)
            for option, value in options.items():
                set_option(module, option, value)
            return module

        pane = self.session.add(name, make)
        self.settle()
        self.resize(pane)
        return pane

    def parts(self, pane: Pane) -> list[BrowserPart]:
        """The browser parts that the module of `pane` is drawn with."""
        view = pane.part.content
        return list(view.select(BrowserPart)) if isinstance(view, Viewable) else []

    def resize(self, pane: Pane) -> None:
        """Tell every part its size, as a browser does first of all."""
        for part in self.parts(pane):
            part._handle_msg(dict(SIZE))
        self.settle()

    def load(self, dataset: Dataset, **slots: Any) -> None:
        """Put another dataset on the table."""
        self.state.load(dataset, **slots)
        self.settle()

    def remove(self, pane: Pane) -> None:
        """Take a module off the page."""
        self.session.remove(pane.module.id)

    def settle(self) -> None:
        """Wait until no work is left, and deliver its results here."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self._arrived.get(timeout=0.005 if self.jobs.is_busy else 0)()
            except queue.Empty:
                if not self.jobs.is_busy and self._arrived.empty():
                    break
            if time.monotonic() > end:
                keys = ", ".join(job.key for job in self.jobs.active())
                raise AssertionError(f"work did not end within {PATIENCE:g} s: {keys}")
        if self._complaints:
            raise self._complaints.pop()

    def failure(self, pane: Pane) -> str:
        """Why the module of `pane` stopped, with the place in its code, or an empty text."""
        if pane.module.failure is None:
            return ""
        error = self.error(pane)
        return words(error) if error is not None else str(pane.module.failure.message)

    def error(self, pane: Pane) -> BaseException | None:
        """The exception that stopped the module of `pane`, or None."""
        return None if pane.module.failure is None else self._errors.last

    def started(self) -> int:
        """How many pieces of work were started so far."""
        return self.jobs.started

    def close(self) -> None:
        """Let everything go."""
        logging.getLogger("hdvis").removeHandler(self._errors)
        self.session.close()
        self._pools.close()


class _Heard:
    """Keeps complaints, for the next `settle` to raise."""

    def __init__(self, complaints: list[BaseException]) -> None:
        self._complaints = complaints

    def note(self, text: str) -> None:
        """A test has no footer."""

    def warn(self, text: str) -> None:
        """A test has no footer."""

    def complain(self, error: BaseException) -> None:
        """Keep it."""
        self._complaints.append(error)

    def history_changed(self) -> None:
        """A test asks `undo`."""

    def arranged(self) -> None:
        """A test places modules itself."""

    def keeping(self, text: str) -> None:
        """Nothing is kept here."""


class _Errors(logging.Handler):
    """Keeps the newest exception that a module was stopped by, and the log out of the terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.last: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.last = record.exc_info[1]
