"""Bokeh's web application with a guard before every route and every socket."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from weakref import WeakKeyDictionary

from bokeh.server.connection import ServerConnection
from bokeh.server.protocol_handler import ProtocolHandler
from bokeh.server.tornado import BokehTornado
from bokeh.util.token import get_session_id

from hdvis.errors import log_failure, reraise_interrupt
from hdvis.jobs import Jobs
from hdvis.server.auth import TOKEN, Authenticator
from hdvis.server.handlers import ENTRY, Alive, Enter, Headers, Outcome, Refusal, Refused, policy
from hdvis.server.secret import port_secret
from hdvis.server.settings import ServerSettings, host_name

if TYPE_CHECKING:
    from bokeh.server.session import ServerSession
    from tornado.httputil import HTTPServerRequest

log = logging.getLogger("hdvis")

LIVENESS = "/liveness"
OPEN_TO_ANYONE = (LIVENESS, ENTRY, "/favicon.ico")
RETRY_SECONDS = 20


class GuardedTornado(BokehTornado):
    """Serves `applications` under the settings; `port` is the one that is listened on."""

    def __init__(self, applications: Any, settings: ServerSettings, port: int) -> None:
        self.serving, self.hosts, self.origins = settings, settings.hosts(), settings.origins(port)
        secure = urlsplit(settings.public_url).scheme == "https"
        self.auth = Authenticator(
            settings.key, f"hdvis-{port}", port_secret(settings.port), encrypted=secure
        )
        self.sockets: dict[ServerConnection, Any] = {}
        self._left: WeakKeyDictionary[ServerSession, None] = WeakKeyDictionary()
        self._policy = policy(self.origins)
        given = {"auth": self.auth}
        super().__init__(
            applications,
            extra_websocket_origins=sorted(self.origins),
            extra_patterns=[(ENTRY, Enter, given), (LIVENESS, Alive, given)],
            sign_sessions=True,
            secret_key=settings.secret.encode(),
            session_token_expiration=settings.token_seconds,
            unused_session_lifetime_milliseconds=settings.unused_lifetime,
            check_unused_sessions_milliseconds=settings.check_interval,
            include_headers=[],  # nothing of a request, its cookie above all, goes into the page
            include_cookies=[],
            log_function=_note,
        )
        self.add_transform(Headers)

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        """The route of a request, or a refusal."""
        request.outcome, request.policy = Outcome(), self._policy  # type: ignore[attr-defined]
        refusal = self._refusal(request)
        if refusal is not None:
            return self.get_handler_delegate(request, Refused, {"refusal": refusal})
        return super().find_handler(request, **kwargs)

    def _refusal(self, request: HTTPServerRequest) -> Refusal | None:
        if request.path == LIVENESS and self.serving.shared:
            request.outcome.visitor = self.auth.visitor(request)  # type: ignore[attr-defined]
            return None
        if any(ord(sign) < 32 for sign in unquote(request.path)):
            return Refusal(400, "There is no such address.")
        if host_name(request.host) not in self.hosts:
            return Refusal(421, "This server does not answer to that name.")
        origin = request.headers.get("Origin")
        if _is_upgrade(request) and origin is not None and _place(origin) not in self.origins:
            return Refusal(403, "This page may not open a connection here.")
        if not self._may_enter(request):
            return Refusal(
                403, "Open the address that the program printed, or type its token.", form=True
            )
        return self._crowded(request)

    def _may_enter(self, request: HTTPServerRequest) -> bool:
        outcome: Outcome = request.outcome  # type: ignore[attr-defined]
        outcome.visitor = self.auth.visitor(request)
        given = [value.decode("utf-8", "replace") for value in request.arguments.pop(TOKEN, [])]
        request.query_arguments.pop(TOKEN, None)
        if not self.auth.key or request.path in OPEN_TO_ANYONE or outcome.visitor:
            return True
        outcome.visitor = next(filter(None, map(self.auth.admit, given)), "")
        outcome.cookie = self.auth.header(outcome.visitor) if outcome.visitor else ""
        return bool(outcome.visitor)

    # -- how many -------------------------------------------------------------------------

    def _crowded(self, request: HTTPServerRequest) -> Refusal | None:
        """A place is taken by a page whose socket was opened; one that is waited for gives way."""
        if not self._begins_session(request):
            return None
        visitor = request.outcome.visitor  # type: ignore[attr-defined]
        known = [session for session in self._sessions() if not session.expiration_requested]
        own = [session for session in known if visitor and _visitor_of(session) == visitor]
        if len(known) < self.serving.sessions and len(own) < self.serving.each:
            return None
        if self._let_go_of_one(own) or (
            len(own) < self.serving.each and self._let_go_of_one(known, left=False)
        ):
            return None
        if len(known) >= self.serving.sessions:
            words = f"All {self.serving.sessions} places are taken. Close a tab and try again."
        else:
            words = f"{len(own)} of your tabs are open, no more fit. Close one and try again."
        return Refusal(503, words, RETRY_SECONDS)

    def _sessions(self) -> list[ServerSession]:
        return [session for path in self.app_paths for session in self.get_sessions(path)]

    def _let_go_of_one(self, sessions: list[ServerSession], *, left: bool = True) -> bool:
        """Give back early the one whose tab was closed or reloaded first, if any was.

        Else the oldest whose page was asked for a while ago and never opened its socket; with
        `left` False only such a one, for others' closed tabs may come back.
        """
        gone = [session for session in self._left if left and session in sessions]
        grace = self.serving.grace
        waited = [
            s
            for s in sessions
            if s not in self._left
            and not s.connection_count
            and s.milliseconds_since_last_unsubscribe > grace
        ]
        spare = next(iter((*gone, *waited)), None)
        if spare is None:
            return False
        spare.request_expiration()
        self.io_loop.add_callback(self._cleanup_sessions)
        return True

    def _begins_session(self, request: HTTPServerRequest) -> bool:
        if _is_upgrade(request):
            protocols = request.headers.get("Sec-WebSocket-Protocol", "").split(",")
            try:
                wanted = get_session_id(protocols[-1].strip())
            except Exception:  # not a token at all: Bokeh will say so
                return False
            return wanted not in {session.id for session in self._sessions()}
        path = request.path.rstrip("/") or "/"
        return path.removesuffix("/autoload.js") in ("", *self.app_paths)

    # -- connections ----------------------------------------------------------------------

    def new_connection(
        self, protocol: Any, socket: Any, application_context: Any, session: Any
    ) -> ServerConnection:
        """A connection that answers at once and keeps tracebacks to itself."""
        socket.set_nodelay(True)
        socket.handler = QuietHandler()
        connection = QuietConnection(protocol, socket, application_context, session)
        self._clients.add(connection)
        self.sockets[connection] = socket
        self._left.pop(session, None)
        if (jobs := _jobs_of(session)) is not None:
            jobs.resume()
        return connection

    def client_lost(self, connection: ServerConnection) -> None:
        """Forget a socket that was closed."""
        self.sockets.pop(connection, None)
        session = connection.session
        super().client_lost(connection)
        if session is not None and not session.connection_count:
            self._left[session] = None
            if (jobs := _jobs_of(session)) is not None:
                jobs.pause()


class QuietConnection(ServerConnection):
    """Tells the browser that something failed and under which id the log has it."""

    def error(self, message: Any, text: str) -> Any:
        """An ERROR reply without exception text, traceback or path."""
        name = log_failure("a message from the page failed", text)
        reply = super().error(message, f"the server could not do this; its log has more [{name}]")
        reply.content["traceback"] = None
        return reply


class QuietHandler(ProtocolHandler):
    """Lets nothing that a message sets off end the program."""

    async def handle(self, message: Any, connection: Any) -> Any:
        """What `message` asks for; one that would end the program fails like any other."""
        try:
            return await super().handle(message, connection)
        except (SystemExit, KeyboardInterrupt) as error:
            reraise_interrupt(error)
            log.error("a message from the page tried to end the program", exc_info=error)
            return connection.error(message, f"{type(error).__name__}: {error}")


def _note(handler: Any) -> None:
    log.debug("%s %s %s", handler.get_status(), handler.request.method, handler.request.path)


def _is_upgrade(request: HTTPServerRequest) -> bool:
    return bool(request.headers.get("Upgrade", "").lower() == "websocket")


def _place(origin: str) -> str:
    scheme, _, place = origin.lower().partition("://")
    if scheme not in ("http", "https"):
        return ""
    return place if place.rpartition(":")[2].isdecimal() else f"{place}:80"


def _jobs_of(session: ServerSession | None) -> Jobs | None:
    """The work of the page that a session shows, as `document_page` has told."""
    context = None if session is None else session.document.session_context
    return getattr(context, "presence", None)


def _visitor_of(session: Any) -> str:
    context = session.document.session_context
    outcome = getattr(context and context.request, "outcome", None)
    return outcome.visitor if outcome is not None else ""
