"""A closed tab is no news, other failures of the loop and of sockets are."""

import asyncio
import inspect
import logging

from bokeh.server.views import ws
from panel.io import document
from tornado.websocket import WebSocketClosedError

from hdvis.server.log_filters import CLOSED, keep_quiet


def test_only_what_closed_tabs_missed_is_not_logged(caplog):
    loop = asyncio.new_event_loop()
    keep_quiet(loop)
    loop.call_exception_handler({"message": "tab", "exception": WebSocketClosedError()})
    loop.call_exception_handler({"message": "fault", "exception": ValueError("wrong")})
    loop.close()
    for module in (ws, document):
        logging.getLogger(module.__name__).warning(CLOSED)
        logging.getLogger(module.__name__).warning("other")
    told = [record.getMessage() for record in caplog.records if record.levelname != "DEBUG"]
    assert [text.split("\n")[0] for text in told] == ["fault", "other", "other"]


def test_the_text_is_theirs():
    assert CLOSED in inspect.getsource(ws)
    assert CLOSED in inspect.getsource(document)
