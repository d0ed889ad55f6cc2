"""What the server says besides pages: refusals, the way in, and headers on everything."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from tornado.web import OutputTransform, RequestHandler

from hdvis.components.theme import THEMES

if TYPE_CHECKING:
    from tornado.httputil import HTTPHeaders, HTTPServerRequest

    from hdvis.server.auth import Authenticator

ENTRY = "/enter"
_LIGHT, _DARK = THEMES["light"], THEMES["dark"]
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>hdvis</title>
<meta name="viewport" content="width=device-width"><style>
:root {{ color-scheme: light dark; font: 13px system-ui, sans-serif; }}
body {{ display: grid; place-content: center; min-height: 90vh; gap: 12px; text-align: center;
  background: {_LIGHT["page"]}; color: {_LIGHT["text"]}; }}
p {{ max-width: 48ch; margin: 0; }} b {{ font-size: 15px; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: {_DARK["page"]}; color: {_DARK["text"]}; }} }}
</style><b>hdvis</b><p>{{text}}</p>{{more}}</html>"""
FORM = f"""<form method="post" action="{ENTRY}"><input name="token" type="password" required
 aria-label="token" placeholder="token"> <button>Open</button></form>"""


def page(text: str, more: str = "") -> str:
    """A calm page of one sentence; `text` is shown as text, `more` is HTML of our own."""
    return PAGE.replace("{text}", escape(text)).replace("{more}", more)


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered: a status, a sentence, and what may help."""

    status: int
    text: str
    retry_after: int = 0
    form: bool = False


@dataclass
class Outcome:
    """What became of a request: whose it was, the cookie it earned, the id of its failure."""

    visitor: str = ""
    cookie: str = ""
    failure: str = ""


class Refused(RequestHandler):
    """Answers any method, upgrades included, with a refusal."""

    def initialize(self, refusal: Refusal) -> None:
        """Keep what to say."""
        self.refusal = refusal

    def prepare(self) -> None:
        """Say it before a method is looked for."""
        refusal = self.refusal
        self.set_status(refusal.status)
        if refusal.retry_after:
            self.set_header("Retry-After", str(refusal.retry_after))
        self.finish(page(refusal.text, FORM if refusal.form else ""))

    def log_exception(self, *args: Any) -> None:
        """Nothing can go wrong that is worth a traceback."""


class Enter(RequestHandler):
    """Takes the token typed into the form."""

    def initialize(self, auth: Authenticator) -> None:
        """Keep who decides."""
        self.auth = auth

    async def post(self) -> None:
        """Let in who knows it; make guessing slow."""
        visitor = self.auth.admit(self.get_body_argument("token", ""))
        if not visitor:
            await asyncio.sleep(1.0)
            self.set_status(403)
            self.finish(page("That token does not open this page.", FORM))
            return
        self.set_header("Set-Cookie", self.auth.header(visitor))
        self.redirect("./", status=303)


class Alive(RequestHandler):
    """Tells a supervisor that the event loop turns, and a page whether it would be let in."""

    def initialize(self, auth: Authenticator) -> None:
        """Keep who decides."""
        self.auth = auth

    def get(self) -> None:
        """Two letters, and a header."""
        known = not self.auth.key or bool(self.auth.visitor(self.request))
        self.set_header("X-Hdvis-Visitor", "known" if known else "unknown")
        self.set_header("Cache-Control", "no-store")
        self.finish("ok")


def policy(origins: frozenset[str]) -> str:
    """The content security policy: scripts, pictures and sockets of this server alone."""
    sockets = " ".join(f"ws://{origin} wss://{origin}" for origin in sorted(origins))
    return (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        f"worker-src 'self' blob:; connect-src 'self' data: blob: {sockets}; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )


class Headers(OutputTransform):
    """Adds the headers that Bokeh leaves out, and turns a failed page into status 500."""

    def __init__(self, request: HTTPServerRequest) -> None:
        self.outcome: Outcome = request.outcome  # type: ignore[attr-defined]
        self.policy: str = request.policy  # type: ignore[attr-defined]

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, include_footers: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Called once for each answer, whichever handler gives it."""
        headers["Server"] = "hdvis"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "SAMEORIGIN"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Content-Security-Policy"] = self.policy
        if self.outcome.cookie:
            headers.add("Set-Cookie", self.outcome.cookie)
        if self.outcome.failure:
            text = f"The page could not be made; the log has more under {self.outcome.failure}."
            status_code, chunk = 500, page(text).encode()
            headers["Content-Length"] = str(len(chunk))
        return status_code, headers, chunk
