"""Who may come in: the key in an address, then a cookie."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tornado.httputil import HTTPServerRequest

TOKEN = "token"
LIFETIME_SECONDS = 7 * 86_400


class Authenticator:
    """Exchanges the key, or a ticket that is good for one use, for a cookie.

    A browser is opened with a ticket, since its command line is visible to others on the
    machine; the key is printed for the user alone. No key means that the door is open. Cookies
    are signed with `secret` and good for a week, also for a program that was started anew.
    """

    def __init__(self, key: str, cookie: str, secret: bytes, *, encrypted: bool = False) -> None:
        self.key, self.cookie, self._encrypted = key, cookie, encrypted
        self._secret = secret
        self._tickets: set[str] = set()
        self._lock = threading.Lock()

    def ticket(self) -> str:
        """A token for one use."""
        made = secrets.token_urlsafe(24)
        with self._lock:
            self._tickets.add(made)
        return made

    def visitor(self, request: HTTPServerRequest) -> str:
        """The cookie by which a visitor is known, or an empty text."""
        morsel = request.cookies.get(self.cookie)
        value = "" if morsel is None else morsel.value
        made, _, signature = value.rpartition(".")
        if not secrets.compare_digest(self._signature(made).encode(), signature.encode()):
            return ""
        born = int(made.partition(".")[0])
        return value if 0 <= time.time() - born < LIFETIME_SECONDS else ""

    def admit(self, token: str) -> str:
        """A new visitor for who shows the key or an unused ticket, else an empty text."""
        with self._lock:
            known = secrets.compare_digest(token.encode(), self.key.encode())
            if not self.key or not (known or token in self._tickets):
                return ""
            self._tickets.discard(token)
        made = f"{int(time.time())}.{secrets.token_urlsafe(24)}"
        return f"{made}.{self._signature(made)}"

    def _signature(self, made: str) -> str:
        return hmac.new(self._secret, made.encode(), "sha256").hexdigest()

    def header(self, visitor: str) -> str:
        """The Set-Cookie header by which `visitor` will be known."""
        made = SimpleCookie({self.cookie: visitor})[self.cookie]
        made["path"], made["samesite"] = "/", "Strict"
        made["httponly"], made["secure"] = True, self._encrypted
        return made.OutputString()
