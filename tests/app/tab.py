"""A browser tab without a browser: fetches the page, opens its socket, sends what views send."""

import asyncio
import http.client
import re
from types import SimpleNamespace
from urllib.parse import urlsplit

from bokeh.client.websocket import WebSocketClientConnectionWrapper
from bokeh.document import Document
from bokeh.document.events import MessageSentEvent
from bokeh.events import DocumentReady
from bokeh.protocol import Protocol
from bokeh.protocol.receiver import Receiver
from panel.models.esm import DataEvent, ESMEvent
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect


def get(url: str, method: str = "GET", body: str | None = None, **headers: str):
    """(status, headers, text) of one request; underscores in header names stand for hyphens."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, f"{parts.path or '/'}?{parts.query}", body, named)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, dict(answer.getheaders()), text


def enter(url: str) -> str:
    """The cookie that `url` earns, as a Cookie header."""
    parts = urlsplit(url)
    _, headers, _ = get(f"http://{parts.netloc}/favicon-none?{parts.query}")
    return headers["Set-Cookie"].split(";")[0]


def token_in(page: str) -> str:
    """The session token that a page holds."""
    return re.search(r'"token":"([^"]+)"', page).group(1)


class Tab:
    """One page with its socket; `origin` is what its browser would claim."""

    def __init__(self, url: str, cookie: str, origin: str | None = None) -> None:
        self.root = f"http://{urlsplit(url).netloc}/"
        self.cookie, self.origin = cookie, origin or self.root.rstrip("/")
        self.protocol = Protocol()
        self.document = Document()
        self.heard: list = []
        self.said: dict = {}
        self.document.on_message("bokeh_event", self._on_message)

    async def open(self, token: str | None = None) -> "Tab":
        """Fetch the page unless a token is given, connect, and pull the document."""
        await self.connect(token)
        await self.read()
        await self.tell(DocumentReady())
        return self

    async def read(self) -> None:
        """Pull the document."""
        reply = await self.ask(self.protocol.create("PULL-DOC-REQ"))
        reply.push_to_document(self.document)

    async def connect(self, token: str | None = None) -> None:
        """Open the socket and wait for its ACK."""
        if token is None:
            status, _, page = await asyncio.to_thread(get, self.root, Cookie=self.cookie)
            assert status == 200, page
            token = token_in(page)
        self.token = token
        self.socket = await websocket_connect(
            HTTPRequest(
                f"{self.root.replace('http', 'ws', 1)}ws",
                headers={"Cookie": self.cookie, "Origin": self.origin},
            ),
            subprotocols=["bokeh", token],
            max_message_size=100 << 20,
        )
        self.receiver = Receiver(self.protocol)
        message = await self.receive()
        assert getattr(message, "msgtype", None) == "ACK", message

    async def receive(self, seconds: float = 60.0):
        """The next whole message, or None when the socket is closed."""
        while True:
            part = await asyncio.wait_for(self.socket.read_message(), seconds)
            if part is None:
                return None
            message = await self.receiver.consume(part)
            if message is not None:
                return message

    async def ask(self, message):
        """Send a message and return the reply to it; patches on the way are kept in `heard`."""
        await message.send(WebSocketClientConnectionWrapper(self.socket))
        while True:
            reply = await self.receive()
            if reply is None or reply.header.get("reqid") == message.header["msgid"]:
                return reply
            self.heard.append(reply)
            if reply.msgtype == "PATCH-DOC":
                reply.apply_to_document(self.document)

    def part(self, **having):
        """The model of the browser part whose data has these values."""
        for model in self.document.models:
            data = getattr(model, "data", None)
            if data is not None and all(getattr(data, k, None) == v for k, v in having.items()):
                return model
        raise LookupError(having)

    @property
    def header(self):
        """The values of the page's header and footer, those of the moment as they were said."""
        return SimpleNamespace(
            **{**self.part(title="hdvis").data.properties_with_values(), **self.said}
        )

    def _on_message(self, event):
        if isinstance(event, ESMEvent):
            self.said.update(event.data.get("texts", {}))

    async def say(self, model, **data):
        """What a view's script sends with `model.send_msg`; returns the server's reply."""
        return await self.tell(DataEvent(model, data))

    async def tell(self, event):
        """Send a Bokeh event; returns the server's reply."""
        sent = MessageSentEvent(self.document, "bokeh_event", event)
        return await self.ask(self.protocol.create("PATCH-DOC", [sent]))

    async def until(self, true, seconds: float = 60.0) -> None:
        """Apply what the server sends until `true()`."""
        while not true():
            message = await self.receive(seconds)
            assert message is not None, "the socket was closed"
            message.apply_to_document(self.document)

    def close(self) -> None:
        """Close the socket as a closed tab does."""
        self.socket.close()
