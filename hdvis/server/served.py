"""A guarded server of pages in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import panel as pn

from hdvis.errors import log_failure, reraise_interrupt
from hdvis.server.log_filters import keep_quiet
from hdvis.server.settings import ServerSettings
from hdvis.server.sockets import listen
from hdvis.server.watchdog import Held, Watchdog

log = logging.getLogger("hdvis")

TURN = 0.0005
"""Seconds after which a busy thread lets others run; by default ten times as long, in which the
threads of pages and of their work wait for each other longer than they work."""


class Served:
    """A guarded server in a thread of its own that ends with the program.

    `what` is a function that returns the page of a new tab, or the path of a Panel script.
    `held` is told who held all pages for long. Raises `HdvisError` when it cannot listen where
    it should.
    """

    def __init__(
        self,
        what: Callable[[], Any] | Path,
        settings: ServerSettings,
        held: Held | None = None,
    ) -> None:
        self.settings = settings
        self._what, self._held = what, held
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
        return self._url(self._app.auth.key)

    @property
    def opening_url(self) -> str:
        """An address that opens the page once; a browser's command line is seen by others."""
        return self._url(self._app.auth.ticket() if self._app.auth.key else "")

    def _url(self, token: str) -> str:
        root = self.settings.public_url or f"http://{self.settings.address}:{self.port}"
        root = root if root.endswith("/") else f"{root}/"
        return f"{root}?token={token}" if token and not self.settings.shared else root

    def _page(self) -> Any:
        try:
            return self._what()  # type: ignore[operator]
        except BaseException as error:
            reraise_interrupt(error)
            name = log_failure("the page could not be made", error)
            pn.state.curdoc.session_context.request.outcome.failure = name
            return pn.Column()

    def _run(self) -> None:
        sys.setswitchinterval(min(sys.getswitchinterval(), TURN))
        try:
            with asyncio.Runner() as runner:
                loop = runner.get_loop()
                self._until_done(loop, loop.create_task(self._serve()))
        except BaseException as error:
            self._error = error
            self._ready.set()

    def _until_done(self, loop: asyncio.AbstractEventLoop, serving: asyncio.Task[None]) -> None:
        """Run the loop to the end of `serving`; nothing on a page ends it for everyone."""
        while not serving.done():
            try:
                loop.run_until_complete(serving)
            except (SystemExit, KeyboardInterrupt) as error:
                if serving.done():
                    raise
                log.error("something on a page tried to end the program", exc_info=error)

    async def _serve(self) -> None:
        from bokeh.server.server import BaseServer
        from panel.io.application import build_applications
        from tornado.httpserver import HTTPServer
        from tornado.ioloop import IOLoop

        from hdvis.server.access import GuardedTornado

        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        keep_quiet(self._loop)
        watchdog = Watchdog(self._loop, self._held)
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
        watchdog.stop()
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


def _record_no_modules() -> None:
    """Keep Panel from noting what a page imports.

    It serves a reloading that is not offered here, and fails, the page with it, where another
    thread imports at that moment.
    """
    from panel.io import handlers

    handlers.record_modules = lambda **options: contextlib.nullcontext()
