"""The one door to the network: pages on this machine, for scripts, notebooks and `panel serve`."""

from __future__ import annotations

import asyncio
import logging
import os
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

from hdvis.app.notebook import shown_in_cell
from hdvis.app.precompile import warm_once
from hdvis.app.session import Session
from hdvis.components.esm import running_loop
from hdvis.server.nodelay import hasten
from hdvis.server.served import Served
from hdvis.server.settings import ServerSettings

if TYPE_CHECKING:
    from hdvis.app.visualizer import Visualizer

log = logging.getLogger("hdvis")


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


def show(
    visualizer: Visualizer, *, port: int, open_browser: bool, block: bool | None, **settings: Any
) -> None:
    """Serve `visualizer` on loopback, print the address and block when a script would end."""
    served = visualizer._server
    if served is None or not served.is_running:
        served = Served(_pages_of(visualizer), ServerSettings(port=port, **settings))
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


def serve(what: Visualizer | Path, settings: ServerSettings) -> None:
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
