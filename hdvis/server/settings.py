"""How a page is served: alone on this machine, or shared with visitors."""

from __future__ import annotations

import ipaddress
import logging
import os
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from hdvis.errors import HdvisError, shorten

log = logging.getLogger("hdvis")

LOOPBACK = "127.0.0.1"
LOCAL_NAMES = ("localhost", LOOPBACK, "[::1]")
LEAST_SECRET = 32
MOST_SESSIONS = 10_000


@dataclass(frozen=True)
class ServerSettings:
    """Settings of one server; times in milliseconds unless named otherwise.

    `key` is what a visitor must show to come in (empty: the door is open, for a proxy keeps
    it), `secret` signs session ids. Of `sessions` at most `each` belong to one visitor. A page
    that did not open its socket within `grace` gives its place to one that asks.
    """

    address: str = LOOPBACK
    port: int = 0
    shared: bool = False
    public_url: str = ""
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    sessions: int = 10
    each: int = 10
    unused_lifetime: int = 15_000
    check_interval: int = 5_000
    grace: int = 5_000
    token_seconds: int = 300

    @classmethod
    def for_visitors(
        cls,
        *,
        host: str = LOOPBACK,
        port: int = 5006,
        public_url: str = "",
        secret: str = "",
        key: str = "",
        sessions: int = 40,
        open_to_all: bool = False,
    ) -> ServerSettings:
        """A shared server. Raises `HdvisError` for settings under which it would be unsafe."""
        if secret and len(secret.encode()) < LEAST_SECRET:
            raise HdvisError(
                f"serve: got a secret of {len(secret.encode())} bytes, expected {LEAST_SECRET} "
                'or more. Make one: python -c "import secrets; print(secrets.token_urlsafe(32))"'
            )
        if isinstance(sessions, bool) or not 1 <= sessions <= MOST_SESSIONS:
            raise HdvisError(
                f"serve: got {shorten(repr(sessions))} sessions, expected 1 to {MOST_SESSIONS:,}"
            )
        if not is_loopback(host) and not (key or open_to_all):
            raise HdvisError(
                f"serve: got --host {shorten(host)} without authentication, expected "
                f"{LOOPBACK} behind a proxy. Whoever reaches this machine could use it; "
                "--i-know-this-is-open allows that"
            )
        if not is_loopback(host) and not public_url:
            raise HdvisError(
                f"serve: got --host {shorten(host)} alone, expected --public-url beside it: the "
                "address that visitors type, such as https://hdvis.example.org"
            )
        if public_url and not (
            urlsplit(public_url).scheme in ("http", "https") and urlsplit(public_url).hostname
        ):
            raise HdvisError(
                f"serve: got --public-url {shorten(public_url)}, expected an address such as "
                "https://hdvis.example.org"
            )
        return cls(
            address=host, port=port, shared=True, public_url=public_url, key=key,
            secret=secret or secrets.token_urlsafe(32), sessions=sessions, each=min(4, sessions),
            unused_lifetime=60_000,
        )  # fmt: skip

    def hosts(self) -> frozenset[str]:
        """Names that a request's Host header may hold, without port."""
        public = urlsplit(self.public_url).hostname
        own = (public,) if public else LOCAL_NAMES
        return frozenset(own) | {host_name(origin) for origin in allowed_origins()}

    def origins(self, port: int) -> frozenset[str]:
        """Exact `host:port` of the pages that may open a websocket."""
        place = urlsplit(self.public_url).netloc.rpartition("@")[2].lower()
        if place:
            own = {place if urlsplit(self.public_url).port else f"{place}:80"}
        else:
            own = {f"localhost:{port}", f"{LOOPBACK}:{port}"}
        return frozenset(own | allowed_origins())


def is_loopback(host: str) -> bool:
    """Whether `host` is an address or name of this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_name(host: str) -> str:
    """A Host header or origin without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()


def allowed_origins() -> set[str]:
    """Origins the user named in BOKEH_ALLOW_WS_ORIGIN; patterns with a star are refused."""
    given = [o.strip().lower() for o in os.environ.get("BOKEH_ALLOW_WS_ORIGIN", "").split(",")]
    if any("*" in origin for origin in given):
        log.warning(
            "BOKEH_ALLOW_WS_ORIGIN holds a star, which would let any web page in; it is ignored. "
            "Name the hosts, such as example.org:5006"
        )
    return {
        origin if ":" in origin else f"{origin}:80"
        for origin in given
        if origin and "*" not in origin
    }
