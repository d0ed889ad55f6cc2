"""Keeps quiet about what could not be told to a tab because it was closed or reloaded."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

log = logging.getLogger("hdvis")

CLOSED = "Failed sending message as connection was closed"


def keep_quiet(loop: asyncio.AbstractEventLoop) -> None:
    """For the server that runs on `loop`."""
    for name in ("bokeh.server.views.ws", "panel.io.document"):
        logging.getLogger(name).addFilter(_is_news)
    loop.set_exception_handler(_handle)


def _is_news(record: logging.LogRecord) -> bool:
    return record.msg != CLOSED


def _handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, WebSocketClosedError | StreamClosedError):
        log.debug("a tab was closed before it was told all")
    else:
        loop.default_exception_handler(context)
