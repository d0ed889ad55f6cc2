"""One browser tab: its state, its jobs, its modules, and the page around them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hdvis.app.offer import Offered
from hdvis.app.page import Page
from hdvis.data import Dataset
from hdvis.hooks import Catalog
from hdvis.jobs import Job, Jobs, Lanes
from hdvis.layout.build import Panes
from hdvis.layout.nodes import Layout, Place
from hdvis.modules import Frame, Module
from hdvis.modules.options import options_of, set_option
from hdvis.state import Color, State, Undo, make_state

log = logging.getLogger("hdvis")


class Session:
    """What one tab sees; born when it opens, dropped when it closes.

    `deliver` runs a callable on the session's document thread.
    """

    def __init__(
        self,
        offered: Offered,
        catalog: Catalog,
        lanes: Lanes,
        layout: Layout,
        *,
        deliver: Callable[[Callable[[], None]], Any] = lambda callback: callback(),
        embedded: bool = False,
    ) -> None:
        self.catalog, self.layout, self.offered = catalog, layout, offered
        self.deliver = deliver
        self.state: State = make_state(catalog.slots)
        self.jobs = Jobs(lanes, deliver, self._job_changed)
        self.undo = Undo(self.state, self._undo_changed)
        self._closed = False
        self.has_page = False
        self.closing: list[Callable[[], None]] = []
        self._thread = threading.get_ident()
        self._fill()
        self.page = Page(self, embedded=embedded)
        self.arrange(layout)
        self.state.claim()

    def _fill(self) -> None:
        offered = self.offered
        if offered.dataset is not None:
            self.state.load(offered.dataset, color=default_color(offered.dataset))
        self.state.param.update(**offered.slots)

    # -- panes ----------------------------------------------------------------------------

    def arrange(self, layout: Layout) -> None:
        """Put another layout on the page; the state stays."""
        old = getattr(self, "panes", None)
        self.layout = layout
        self.panes = Panes(layout.root, self._frame, self.state.param.theme)
        self.page.show(self.panes.view)
        if old is not None:
            for frame in old.frames.values():
                self.jobs.cancel_all(f"{frame.module.id}/")
                frame.retire()

    def _frame(self, place: Place) -> Frame | None:
        kind: type[Module] = self.catalog.modules.require("module", place.module)

        def make() -> Module:
            module = kind(
                state=self.state, jobs=self.jobs, catalog=self.catalog, id=place.id
            )
            options = dict(place.options)
            if place.options_version is not None and place.options_version < kind.version:
                options = kind.upgrade(options, place.options_version)
            for name, value in options.items():
                try:
                    set_option(module, name, value)
                except ValueError as error:
                    self.page.warn(str(error))
            return module

        try:
            return Frame(make, heading=place.title)
        except Exception as error:
            log.exception("%s could not be made", place.module)
            return Frame(lambda: _Broken(state=self.state, jobs=self.jobs, id=place.id, why=error),
                         heading=place.title or place.module)

    def saved_layout(self) -> Layout:
        """The layout as it stands: options, weights and tabs included."""
        return replace(self.layout, root=_as_it_stands(self.layout.root, self.panes))

    # -- news -----------------------------------------------------------------------------

    def _job_changed(self, key: str, job: Job | None) -> None:
        frame = self.panes.frames.get(key.split("/", 1)[0])
        if frame is not None:
            frame.show_job(key, job)

    def _undo_changed(self) -> None:
        if hasattr(self, "page"):
            self.page.show_history(self.undo.history)

    # -- from other threads ---------------------------------------------------------------

    def do(self, action: Callable[[], Any], timeout: float = 30.0) -> Any:
        """Run `action` on the session's thread and wait for its result."""
        if threading.get_ident() == self._thread:
            return action()
        done = threading.Event()
        outcome: list[Any] = [None, None]

        def call() -> None:
            try:
                outcome[0] = action()
            except Exception as error:
                outcome[1] = error
            finally:
                done.set()

        self.deliver(call)
        if not done.wait(timeout):
            raise TimeoutError(f"the page did not answer within {timeout:g} s")
        if outcome[1] is not None:
            raise outcome[1]
        return outcome[0]

    @property
    def is_open(self) -> bool:
        """Whether the tab is still there."""
        return not self._closed

    def close(self) -> None:
        """Let everything go: jobs end, modules hear nothing more."""
        if self._closed:
            return
        self._closed = True
        self.jobs.close()
        for frame in self.panes.frames.values():
            frame.retire()
        for call in self.closing:
            call()


def default_color(dataset: Dataset) -> Color | None:
    """Colour by the first label with few categories, if there is one."""
    for name, column in dataset.labels.items():
        if column.kind == "category" and 1 < len(column.categories) <= 50:
            return Color(name)
    return None


class _Broken(Module):
    title = "module"
    needs = ()

    def __init__(self, why: BaseException, **params: Any) -> None:
        self._why = why
        super().__init__(**params)

    def __panel__(self) -> Any:
        raise self._why


def _as_it_stands(node: Any, panes: Panes) -> Any:
    if isinstance(node, Place):
        frame = panes.frames.get(node.id)
        if frame is None:
            return node
        version = frame.module.version if frame.module.version != 1 else None
        return replace(node, options=options_of(frame.module), options_version=version)
    children = tuple(_as_it_stands(child, panes) for child in node.children)
    for box, split in panes.splits:
        if box is node and len(split.weights) == len(children):
            weights = zip(children, split.weights, strict=True)
            children = tuple(replace(child, weight=round(w, 4)) for child, w in weights)
    for stack, tabs in panes.tabs:
        if stack is node:
            return replace(node, children=children, active=tabs.active)
    return replace(node, children=children)
