"""A page for a browser's document: of our own server, of `panel serve`, or of a notebook's cell."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any

import panel as pn
from bokeh.events import DocumentReady

from hdvis.app.app import App
from hdvis.app.notebook import shown_in_cell
from hdvis.app.page import Page
from hdvis.app.precompile import warm_once
from hdvis.components.esm import running_loop
from hdvis.server.nodelay import hasten
from hdvis.session import Session
from hdvis.session.thread import Call

log = logging.getLogger("hdvis")


def document_page(app: App) -> Page:
    """A page for the document being made; its session is closed when its tab is."""
    document = pn.state.curdoc

    page = app.open(deliver=partial(_deliver, running_loop(), document), kept=True)
    page.is_in_browser, session = True, page.session
    document.on_session_destroyed(lambda context: session.close())
    if document.session_context is not None:
        document.session_context.presence = session.jobs  # for the server, when the tab is away
    document.on_event(DocumentReady, lambda event: _warm_beside(app))
    pn.config.exception_handler = _complaints_of(session)
    return page


def _deliver(loop: asyncio.AbstractEventLoop | None, document: Any, callback: Call) -> None:
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


def _next_tick(document: Any, callback: Call) -> None:
    try:
        document.add_next_tick_callback(callback)
    except AttributeError:  # Bokeh takes a document apart when its tab is closed
        log.debug("a page was closed before its answer came")


def _warm_beside(app: App) -> None:
    known = weakref.ref(app)

    def is_busy() -> bool:
        still = known()
        return still is not None and still.is_busy()

    warm_once(is_busy)


def _complaints_of(session: Session) -> Callable[[BaseException], None]:
    known = weakref.ref(session)  # Panel keeps the handler for as long as the document lives

    def complain(error: BaseException) -> None:
        still = known()
        if still is not None:
            still.complain(error)

    return complain


def servable(app: App, **options: Any) -> None:
    """Make the app the page of a script that `panel serve` runs; else do nothing."""
    document = pn.state.curdoc
    if document is not None:
        hasten(document)
        document_page(app).shell.servable(**options)


def embedded_page(app: App) -> Page:
    """A page inside a notebook cell or another Panel app."""
    if pn.state.curdoc is not None:
        return document_page(app)
    load_into_notebook()
    loop, home = running_loop(), threading.get_ident()

    def deliver(callback: Call) -> None:
        if loop is None or threading.get_ident() == home:
            callback()
        else:
            loop.call_soon_threadsafe(callback)

    page = app.open(embedded=True, deliver=deliver)
    page.is_in_browser = True
    shown_in_cell(page.session)
    return page


def load_into_notebook() -> None:
    """Give the notebook around this kernel Panel's scripts, inline and once."""
    shell = sys.modules.get("IPython")
    here = shell.get_ipython() if shell is not None else None
    if hasattr(here, "kernel") and not pn.extension._loaded:
        pn.extension(inline=True)
