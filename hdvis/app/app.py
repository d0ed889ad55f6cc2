"""What the tabs of one visualizer share: plugins, data, workers, and who has a page open."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

import numpy as np
import numpy.typing as npt

from hdvis.app.app_data import AppData
from hdvis.app.first_page import first_page
from hdvis.app.keeper import Keeper, is_wanted
from hdvis.app.page import Page
from hdvis.app.study import Study
from hdvis.data import Dataset
from hdvis.errors import HdvisError
from hdvis.hooks import Catalog
from hdvis.jobs import Pools
from hdvis.layout import Layout, parse_layout
from hdvis.server.served import Served
from hdvis.session import Session, default_color
from hdvis.session.restore import restore
from hdvis.session.thread import Deliver
from hdvis.state import RowSets, State
from hdvis.workspace import Json, Workspace

log = logging.getLogger("hdvis")

Listener = Callable[[npt.NDArray[np.int64]], None]


class App:
    """Opens a page for each tab, and tells all of them when the data change."""

    def __init__(self, catalog: Catalog, layout: Layout | None) -> None:
        self.catalog, self._layout = catalog, layout
        self.data = AppData(catalog)
        self.served: Served | None = None
        self.listeners: list[Listener] = []
        self.autosave = False
        self._work: Mapping[str, Json] = {}
        self._keeper: Keeper | None = None
        self._pools = Pools()
        self._pages: list[Page] = []
        self._lock = threading.Lock()

    def publish(self, data: AppData) -> None:
        """Put `data` before every session, present and to come."""
        former = self._keep_until(data.dataset)
        before, self.data = self.data, data
        for session in self.sessions:
            session.do(partial(_put, session.state, before, data))
        for name, value in before.slots.items():
            release = data.slot(name).release
            if release is not None and value is not None and data.slots.get(name) is not value:
                release(value)
        if former is not None and former.is_open and (keeper := self._keeper_of(data.dataset)):
            former.do(partial(keeper.attach, former))

    def begin_with(self, study: Study) -> None:
        """Put a study on the table; sessions begin with the work in it."""
        data = AppData(self.catalog).with_dataset(study.dataset)
        if study.model is not None:
            data = data.with_value("model", study.model, space=study.space)
        self._work = study.work
        self.publish(data)

    @property
    def layout(self) -> Layout:
        """What a new tab opens with: the layout asked for, else one for what there is to see."""
        if self._layout is not None:
            return self._layout
        has_model = self.data.slots.get("model") is not None
        return first_page(self.data.dataset, has_model, self.catalog)

    def arrange(self, layout: Layout) -> None:
        """Show `layout` in every session, present and to come."""
        self._layout = layout
        for session in self.sessions:
            session.do(partial(session.arrange, layout))

    # -- pages ----------------------------------------------------------------------------

    def open(
        self, *, deliver: Deliver | None = None, embedded: bool = False, kept: bool = False
    ) -> Page:
        """A page with a new session; `deliver` runs callables on its thread.

        One that is `kept` goes on with the work of the last one on these data.
        """
        executor = None if deliver is None else self._pools
        session = Session(self.catalog, executor=executor, deliver=deliver)
        session.fill(self.data.dataset, self.data.slots)
        page = Page(session, embedded=embedded)
        keeper = self._keeper_of(self.data.dataset) if kept and self.autosave else None
        session.arrange(self._kept_layout(keeper) or self.layout)
        session.state.param.watch(lambda event: self._tell(session), ["selection"])
        with self._lock:
            self._pages.append(page)
        self.catalog.manager.call("hdvis_session_opened", session=session)
        if keeper is not None:
            keeper.attach(session, self._work)
        elif self._work:
            restore(session, Workspace(self._work))
        return page

    def _kept_layout(self, keeper: Keeper | None) -> Layout | None:
        """The arrangement as it was left, unless one was asked for."""
        found = keeper.layout() if keeper is not None else None
        found = self._work.get("layout") if found is None else found
        if found is None or self._layout is not None:
            return None
        try:
            return parse_layout(json.dumps(found), self.catalog)
        except HdvisError as error:
            log.warning("the arrangement that was kept cannot be used: %s", error)
            return None

    def _keeper_of(self, dataset: Dataset | None) -> Keeper | None:
        if dataset is None or not is_wanted():
            return None
        if self._keeper is None or self._keeper.fingerprint != dataset.fingerprint:
            if self._keeper is not None:
                self._keeper.close()
            self._keeper = Keeper(dataset)
        return self._keeper

    def _keep_until(self, dataset: Dataset | None) -> Session | None:
        """The session that has the pen, which is to go on with other rows and so other work."""
        keeper = self._keeper
        if keeper is None or (dataset and keeper.fingerprint == dataset.fingerprint):
            return None
        session = keeper.session
        keeper.detach()
        return session

    @property
    def pages(self) -> list[Page]:
        """The pages that are open, the newest last."""
        with self._lock:
            self._pages = [page for page in self._pages if page.session.is_open]
            return list(self._pages)

    @property
    def sessions(self) -> list[Session]:
        """The sessions that are open, the newest last."""
        return [page.session for page in self.pages]

    def page(self) -> Page:
        """The newest page; one that no browser shows when none is open."""
        pages = self.pages
        return pages[-1] if pages else self.open()

    def is_busy(self) -> bool:
        """Whether any session has work going on."""
        return any(session.jobs.active() for session in self.sessions)

    def note_held(self, package: str, seconds: float, place: str) -> None:
        """List the plugin that held all pages for so long that they stood still."""
        for plugin in self.catalog.manager.plugins:
            if package in (plugin.name, plugin.distribution.replace("-", "_")):
                text = f"held all pages for {seconds:.1f} s: {place}"
                self.catalog.manager.note(plugin, text, code="HDV-G13")

    def _tell(self, session: Session) -> None:
        if session.state.selection.live:
            return
        for listener in self.listeners:
            session.jobs.run(
                _rows, session.state.rows, then=listener, failed=session.complain,
                key=f"listener/{id(listener)}",
            )  # fmt: skip

    def stop(self) -> None:
        """Stop serving, close every session and let the workers go."""
        end = time.monotonic() + 0.3
        for session in self.sessions:
            with suppress(TimeoutError, HdvisError):
                session.do(session.close, timeout=max(0.0, end - time.monotonic()))
        if self.served is not None:
            self.served.stop()
            self.served = None
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None
        self._pools.close()
        for name, value in self.data.slots.items():
            release = self.data.slot(name).release
            if release is not None and value is not None:
                release(value)


def _put(state: State, before: AppData, data: AppData) -> None:
    """Bring a session from what was given before to what is given now."""
    if data.dataset is not None and data.dataset is not before.dataset:
        state.load(data.dataset, color=default_color(data.dataset), **data.slots)
        return
    given = data.changed(before).items()
    state.param.update(
        **{name: data.slot(name).merged(getattr(state, name), value) for name, value in given}
    )


def _rows(rows: RowSets) -> npt.NDArray[np.int64]:
    return np.flatnonzero(rows.selected)
