"""The one door to the network: pages on this machine, for scripts, notebooks and `panel serve`."""

from __future__ import annotations

import asyncio
import secrets
import sys
import threading
import webbrowser
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import panel as pn

from hdvis.app.session import Session
from hdvis.errors import HdvisError

if TYPE_CHECKING:
    from hdvis.app.visualizer import Visualizer

LOOPBACK = "127.0.0.1"


def page_session(visualizer: Visualizer) -> Session:
    """A session for the document being made, closed when its tab is."""
    document = pn.state.curdoc

    def deliver(callback: Callable[[], None]) -> None:
        if document is not None:
            document.add_next_tick_callback(callback)

    session = visualizer.open(deliver=deliver)
    session.has_page = True
    if document is not None:
        document.on_session_destroyed(lambda context: session.close())
    return session


def embedded_session(visualizer: Visualizer) -> Session:
    """A session inside a notebook cell or another Panel app."""
    document = pn.state.curdoc
    if document is not None:
        return page_session(visualizer)
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        loop = None

    def deliver(callback: Callable[[], None]) -> None:
        if loop is None or threading.current_thread() is threading.main_thread():
            callback()
        else:
            loop.call_soon_threadsafe(callback)

    session = visualizer.open(embedded=True, deliver=deliver)
    session.has_page = True
    return session


class Served:
    """A server in a thread of its own that ends with the program."""

    def __init__(self, visualizer: Visualizer, address: str, port: int, **options: Any) -> None:
        self._ready = threading.Event()
        self._error: BaseException | None = None
        self._options = options
        self.address, self.port = address, port
        self._visualizer = visualizer
        self.thread = threading.Thread(target=self._run, name="hdvis-server", daemon=True)
        self.thread.start()
        self._ready.wait()
        if self._error is not None:
            raise self._error

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{self.address}:{self.port}/"

    def _page(self) -> Any:
        return page_session(self._visualizer).page.shell

    def _run(self) -> None:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        try:
            self._server = pn.io.server.get_server(
                {"/": self._page},
                port=self.port,
                address=self.address,
                websocket_origin=[f"{h}:{self.port}" for h in ("localhost", LOOPBACK)]
                if self.port
                else None,
                show=False,
                start=False,
                title="hdvis",
                sign_sessions=True,
                secret_key=secrets.token_urlsafe(32),
                **self._options,
            )
            self.port = self._server.port
            self._loop = self._server.io_loop
        except BaseException as error:
            self._error = error
            self._ready.set()
            return
        self._ready.set()
        self._server.start()
        self._loop.start()

    def stop(self) -> None:
        """End the server and its thread."""

        def end() -> None:
            self._server.stop()
            self._loop.stop()

        self._loop.add_callback(end)
        self.thread.join(5)


def show(
    visualizer: Visualizer,
    *,
    port: int,
    open_browser: bool,
    block: bool | None,
    **options: Any,
) -> None:
    """Serve `visualizer` on loopback, print the address and block when a script would end."""
    if visualizer._server is None:
        visualizer._server = Served(visualizer, LOOPBACK, port or free_port(), **options)
    print(f"hdvis: {visualizer.url}", flush=True)
    if open_browser:
        webbrowser.open(visualizer.url)
    if not (in_script() if block is None else block):
        return
    try:
        visualizer._server.thread.join()
    except KeyboardInterrupt:
        visualizer.stop()


def in_script() -> bool:
    """Whether the program would end with its last line: no notebook, no prompt."""
    if hasattr(sys, "ps1") or sys.flags.interactive:
        return False
    shell = sys.modules.get("IPython")
    return shell is None or shell.get_ipython() is None


def free_port() -> int:
    """A port nobody listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


__all__ = ["HdvisError", "Served", "embedded_session", "free_port", "page_session", "show"]
