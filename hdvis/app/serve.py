"""The one door to the network: pages on this machine, for scripts, notebooks and `panel serve`."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import sys
import threading
import weakref
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import panel as pn
from bokeh.events import DocumentReady

from hdvis.app.cells import shown_in_cell
from hdvis.app.closed_tabs import keep_quiet
from hdvis.app.listening import listen
from hdvis.app.nodelay import hasten
from hdvis.app.serving import Serving
from hdvis.app.session import Session
from hdvis.app.warming import warm_once
from hdvis.components.esm import running_loop

if TYPE_CHECKING:
    from hdvis.app.visualizer import Visualizer

log = logging.getLogger("hdvis")

TURN = 0.0005
"""Seconds after which a busy thread lets others run; by default ten times as long, in which the
threads of pages and of their work wait for each other longer than they work."""


def page_session(visualizer: Visualizer) -> Session:
    """A session for the document being made, closed when its tab is."""
    document = pn.state.curdoc

    session = visualizer.open(deliver=partial(_deliver, running_loop(), document))
    session.has_page = True
    document.on_session_destroyed(lambda context: session.close())
    document.on_event(DocumentReady, lambda event: _warm_beside(visualizer))
    pn.config.exception_handler = _complaints_of(session)
    return session


def _deliver(
    loop: asyncio.AbstractEventLoop | None, document: Any, callback: Callable[[], None]
) -> None:
    """Run `callback` on the document's thread, whichever thread asks for it.

    The document is told on its own thread: while it gathers changes it loses some of what other
    threads add.
    """
    if loop is None:
        _next_tick(document, callback)
        return
    try:
        loop.call_soon_threadsafe(_next_tick, document, callback)
    except RuntimeError:  # the server has ended
        log.debug("the server ended before an answer came")


def _next_tick(document: Any, callback: Callable[[], None]) -> None:
    try:
        document.add_next_tick_callback(callback)
    except AttributeError:  # Bokeh takes a document apart when its tab is closed
        log.debug("a page was closed before its answer came")


def _warm_beside(visualizer: Visualizer) -> None:
    known = weakref.ref(visualizer)

    def is_busy() -> bool:
        still = known()
        return still is not None and any(s.jobs.active() for s in still.sessions)

    warm_once(is_busy)


def _complaints_of(session: Session) -> Callable[[BaseException], None]:
    known = weakref.ref(session)  # Panel keeps the handler for as long as the document lives

    def complain(error: BaseException) -> None:
        still = known()
        if still is not None:
            still.complain(error)

    return complain


def servable(visualizer: Visualizer, **options: Any) -> None:
    """Make the visualizer the page of a script that `panel serve` runs; else do nothing."""
    document = pn.state.curdoc
    if document is not None:
        hasten(document)
        page_session(visualizer).page.shell.servable(**options)


def embedded_session(visualizer: Visualizer) -> Session:
    """A session inside a notebook cell or another Panel app."""
    if pn.state.curdoc is not None:
        return page_session(visualizer)
    load_into_notebook()
    loop, home = running_loop(), threading.get_ident()

    def deliver(callback: Callable[[], None]) -> None:
        if loop is None or threading.get_ident() == home:
            callback()
        else:
            loop.call_soon_threadsafe(callback)

    session = visualizer.open(embedded=True, deliver=deliver)
    session.has_page = True
    shown_in_cell(session)
    return session


def load_into_notebook() -> None:
    """Give the notebook around this kernel Panel's scripts, inline and once."""
    shell = sys.modules.get("IPython")
    here = shell.get_ipython() if shell is not None else None
    if hasattr(here, "kernel") and not pn.extension._loaded:
        pn.extension(inline=True)


class Served:
    """A guarded server in a thread of its own that ends with the program.

    `what` is a function that returns the page of a new tab, or the path of a Panel script.
    Raises `HdvisError` when it cannot listen where it should.
    """

    def __init__(self, what: Callable[[], Any] | Path, settings: Serving) -> None:
        self.settings = settings
        self._what = what
        self._ready = threading.Event()
        self._error: BaseException | None = None
        self.thread = threading.Thread(target=self._run, name="hdvis-server", daemon=True)
        self.thread.start()
        self._ready.wait()
        if self._error is not None:
            raise self._error

    @property
    def url(self) -> str:
        """Where the page is, with the key that opens it; for the user's eyes."""
        return self._url(self._app.door.key)

    @property
    def opening_url(self) -> str:
        """An address that opens the page once; a browser's command line is seen by others."""
        return self._url(self._app.door.ticket() if self._app.door.key else "")

    def _url(self, token: str) -> str:
        root = self.settings.public_url or f"http://{self.settings.address}:{self.port}"
        root = root if root.endswith("/") else f"{root}/"
        return f"{root}?token={token}" if token and not self.settings.shared else root

    def _page(self) -> Any:
        try:
            return self._what()  # type: ignore[operator]
        except Exception as error:
            name = secrets.token_hex(3)
            log.error("the page could not be made [%s]", name, exc_info=error)
            pn.state.curdoc.session_context.request.outcome.failure = name
            return pn.Column()

    def _run(self) -> None:
        sys.setswitchinterval(min(sys.getswitchinterval(), TURN))
        try:
            with asyncio.Runner() as runner:
                runner.run(self._serve())
        except BaseException as error:
            self._error = error
            self._ready.set()

    async def _serve(self) -> None:
        from bokeh.server.server import BaseServer
        from panel.io.application import build_applications
        from tornado.httpserver import HTTPServer
        from tornado.ioloop import IOLoop

        from hdvis.app.guard import GuardedTornado

        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        keep_quiet(self._loop)
        _record_no_modules()
        sockets, self.port = listen(self.settings)
        what = self._what if isinstance(self._what, Path) else self._page
        applications = build_applications({"/": what}, title="hdvis")
        self._app = GuardedTornado(applications, self.settings, self.port)
        http = HTTPServer(self._app, xheaders=False)
        http.add_sockets(sockets)
        server = BaseServer(IOLoop.current(), self._app, http)
        server.start()
        self._ready.set()
        await self._ended.wait()
        for connection in list(self._app.sockets.values()):
            connection.close(1001, "the program ended")
        server.stop()
        await asyncio.wait([asyncio.ensure_future(http.close_all_connections())], timeout=0.3)

    @property
    def is_running(self) -> bool:
        """Whether the thread still serves."""
        return self.thread.is_alive()

    def wait(self) -> None:
        """Return when the server has ended; Ctrl-C raises as it does elsewhere."""
        while self.is_running:
            self.thread.join(0.5)

    def stop(self) -> None:
        """End the server and its thread."""
        if self.is_running:
            self._loop.call_soon_threadsafe(self._ended.set)
            self.thread.join(0.8)


def show(
    visualizer: Visualizer, *, port: int, open_browser: bool, block: bool | None, **settings: Any
) -> None:
    """Serve `visualizer` on loopback, print the address and block when a script would end."""
    served = visualizer._server
    if served is None or not served.is_running:
        served = Served(_pages_of(visualizer), Serving(port=port, **settings))
        visualizer._server = served
    blocks = in_script() if block is None else block
    try:  # from the first word on: whoever reads the address may press Ctrl-C
        print(f"hdvis: {served.url}", flush=True)
        if open_browser and has_display():
            webbrowser.open(served.opening_url)
        if blocks:
            served.wait()
    except KeyboardInterrupt:
        if not blocks:
            raise
        visualizer.stop()


def serve(what: Visualizer | Path, settings: Serving) -> None:
    """Serve a visualizer or a Panel script to visitors until Ctrl-C."""
    if isinstance(what, Path):
        served = Served(what, settings)
        stop = served.stop
    else:
        served = what._server = Served(_pages_of(what), settings)
        stop = what.stop
    print(f"hdvis: {served.url} (listening on {settings.address}:{served.port})", flush=True)
    try:
        served.wait()
    except KeyboardInterrupt:
        stop()


def _record_no_modules() -> None:
    """Keep Panel from noting what a page imports.

    It serves a reloading that is not offered here, and fails, the page with it, where another
    thread imports at that moment.
    """
    from panel.io import handlers

    handlers.record_modules = lambda **options: contextlib.nullcontext()


def _pages_of(visualizer: Visualizer) -> Callable[[], Any]:
    return lambda: page_session(visualizer).page.shell


def in_script() -> bool:
    """Whether the program would end with its last line: no notebook, no prompt, no test."""
    if hasattr(sys, "ps1") or sys.flags.interactive or "PYTEST_CURRENT_TEST" in os.environ:
        return False
    shell = sys.modules.get("IPython")
    return shell is None or shell.get_ipython() is None


def has_display() -> bool:
    """Whether a browser could show a window; without one some open in the terminal instead."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
