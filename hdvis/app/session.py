"""One browser tab: its state, its jobs, its modules, and the page around them."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from typing import Any

from hdvis.app.app_data import AppData
from hdvis.app.page import Page
from hdvis.components.esm import together
from hdvis.data import Dataset
from hdvis.errors import HdvisError, shorten
from hdvis.hooks import Catalog
from hdvis.jobs import Inline, Job, Jobs, Pools
from hdvis.layout.build import Arrangement
from hdvis.layout.nodes import Layout, Place
from hdvis.modules import Module, Pane
from hdvis.modules.options import options_of
from hdvis.state import Color, State, Undo, make_state

log = logging.getLogger("hdvis")

Deliver = Callable[[Callable[[], None]], Any]


class Session:
    """What one tab sees; born when it opens, dropped when it closes.

    `deliver` runs a callable on the session's document thread. Without it there is no page: work
    is then done where it is asked for, so that every answer is there when a call returns.
    """

    def __init__(
        self,
        data: AppData,
        catalog: Catalog,
        pools: Pools,
        layout: Layout,
        *,
        deliver: Deliver | None = None,
        embedded: bool = False,
    ) -> None:
        self.catalog, self.layout, self.data = catalog, layout, data
        self.state: State = make_state(catalog.slots)
        self._deliver = deliver
        executor = Inline() if deliver is None else pools
        self.jobs = Jobs(executor, self.deliver, self._job_changed)
        self.undo = Undo(self.state, self._undo_changed)
        self._closed = False
        self.has_page = False
        self.closing: list[Callable[[], None]] = []
        self._thread = threading.get_ident()
        self._alone = threading.RLock()
        self.arrangement: Arrangement | None = None
        self._fill()
        self.page = Page(self, embedded=embedded)
        self.arrange(layout)
        self.state.claim()

    def _fill(self) -> None:
        data = self.data
        if data.dataset is not None:
            self.state.load(data.dataset, color=default_color(data.dataset))
        self.state.param.update(**data.slots)

    # -- panes ----------------------------------------------------------------------------

    def arrange(self, layout: Layout) -> None:
        """Put another layout on the page; the state stays."""
        for id, pane in self.panes.items():
            self.jobs.cancel_all(f"{id}/")
            pane.retire()
        self.layout = layout
        self.arrangement = Arrangement(layout.root, self._make_pane, self.state.param.theme)
        self.page.show(self.arrangement.view)

    @property
    def panes(self) -> Mapping[str, Pane]:
        """The panes on the page by the ids of their places."""
        return {} if self.arrangement is None else self.arrangement.panes

    def _make_pane(self, place: Place) -> Pane | None:
        kind: type[Module] = self.catalog.modules.require("module", place.module)

        def make() -> Module:
            module = kind(state=self.state, jobs=self.jobs, catalog=self.catalog, id=place.id)
            for name, value in place.values.items():
                setattr(module, name, value)
            return module

        try:
            return Pane(make, heading=place.title)
        except Exception as error:
            log.exception("%s could not be made", place.module)
            broken = partial(_Broken, state=self.state, jobs=self.jobs, id=place.id, why=error)
            return Pane(broken, heading=place.title or place.module)

    def saved_layout(self) -> Layout:
        """The layout as it stands: options, weights and tabs included."""
        assert self.arrangement is not None
        return replace(self.layout, root=_as_it_stands(self.layout.root, self.arrangement))

    # -- news -----------------------------------------------------------------------------

    def _job_changed(self, key: str, job: Job | None) -> None:
        pane = self.panes.get(key.split("/", 1)[0])
        if pane is not None:
            pane.show_job(key, job)

    def _undo_changed(self) -> None:
        if hasattr(self, "page"):
            self.page.show_history(self.undo.history)

    def complain(self, error: BaseException) -> None:
        """Say in the footer that something failed; the log has the rest."""
        if isinstance(error, HdvisError):
            self.page.warn(str(error))
            return
        name = secrets.token_hex(3)
        log.error("session failed [%s]", name, exc_info=error)
        kind = type(error).__name__
        self.page.warn(f"{kind}: {shorten(error, 120)} (the log has more under {name})")

    # -- from other threads ---------------------------------------------------------------

    def deliver(self, *callbacks: Callable[[], Any]) -> None:
        """Run `callbacks` on the session's thread, the page told of all their changes at once.

        What one raises is shown on the page, and the others have their turn.
        """

        def call() -> None:
            with together():
                for callback in callbacks:
                    try:
                        if not self._closed:
                            callback()
                    except Exception as error:
                        self.complain(error)

        if self._deliver is None:
            call()
        else:
            self._deliver(call)

    def do(self, action: Callable[[], Any], timeout: float = 30.0) -> Any:
        """Run `action` on the session's thread and wait for its result."""
        if self._deliver is None:
            with self._alone, self._owned():
                return action()
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

        self._deliver(call)
        end = time.monotonic() + timeout
        while not done.wait(min(0.2, timeout)):
            if self._closed:
                raise HdvisError("the page was closed. Open its address again")
            if time.monotonic() > end:
                raise TimeoutError(f"the page did not answer within {timeout:g} s")
        if outcome[1] is not None:
            raise outcome[1]
        return outcome[0]

    def _owned(self) -> AbstractContextManager[None]:
        same = threading.get_ident() == self._thread
        return nullcontext() if same else self.state.lent()

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
        for pane in self.panes.values():
            pane.retire()
        if self.state.model is not None:
            self.state.model.forget(self.jobs.name)
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


def _as_it_stands(node: Any, arrangement: Arrangement) -> Any:
    if isinstance(node, Place):
        pane = arrangement.panes.get(node.id)
        if pane is None:
            return node
        version = pane.module.version if pane.module.version != 1 else None
        options = {**node.unknown, **options_of(pane.module)}
        return replace(node, options=options, options_version=version)
    children = tuple(_as_it_stands(child, arrangement) for child in node.children)
    for box, split in arrangement.splits:
        if box is node and len(split.weights) == len(children):
            weights = zip(children, split.weights, strict=True)
            children = tuple(replace(child, weight=round(w, 4)) for child, w in weights)
    for stack, tabs in arrangement.tabs:
        if stack is node:
            return replace(node, children=children, active=tabs.active)
    return replace(node, children=children)
