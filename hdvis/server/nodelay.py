"""Small answers leave at once, on servers that are not our own as well."""

from __future__ import annotations

from typing import Any


def hasten(document: Any) -> None:
    """Send small packets of `document`'s page without waiting for more to go with them.

    Bokeh leaves Nagle's algorithm on, which holds an answer back for some 40 ms. It has no
    public way to a session's sockets; where the private one is gone, nothing happens.
    """
    from bokeh.events import DocumentReady

    document.on_event(DocumentReady, lambda event: _hasten(document.session_context))


def _hasten(context: Any) -> None:
    session = getattr(context, "session", None)
    for connection in getattr(session, "_subscribed_connections", ()):
        socket: Any = getattr(connection, "_socket", None)
        if hasattr(socket, "set_nodelay"):
            socket.set_nodelay(True)
