"""The guard: who reaches a route, a socket or a session, and what is never said."""

import asyncio
import re
import socket
import time

import pytest
from app.tab import Tab, enter, get, token_in
from bokeh.util.token import generate_jwt_token, generate_session_id
from tornado.httpclient import HTTPError, HTTPRequest
from tornado.websocket import websocket_connect

from hdvis.app.pages import document_page
from hdvis.server.served import Served
from hdvis.server.settings import ServerSettings

ROUTES = ("", "ws", "autoload.js", "metadata", "static/js/bokeh.min.js", "enter", "liveness",
          "favicon.ico", "no-such-page")  # fmt: skip


@pytest.fixture(scope="module")
def served(request):
    """One server for the tests that only knock; its pages are a visualizer's."""
    from app import views

    from hdvis import Visualizer

    visualizer = Visualizer("Count", dataset=[[0.0, 1.0]], plugins=[views.Views()])
    visualizer.show(open_browser=False)
    yield visualizer.app.served
    visualizer.stop()


@pytest.fixture(scope="module")
def cookie(served):
    return enter(served.url)


@pytest.fixture
def root(served):
    return f"http://127.0.0.1:{served.port}/"


def handshake(root, cookie, origin=None, token=None, host=None):
    """The status with which a socket is opened or refused."""
    headers = {"Cookie": cookie} | ({"Origin": origin} if origin else {})
    headers |= {"Host": host} if host else {}
    request = HTTPRequest(f"{root.replace('http', 'ws', 1)}ws", headers=headers)

    async def connect():
        try:
            opened = await websocket_connect(request, subprotocols=["bokeh", token or "none"])
        except HTTPError as error:
            return error.code
        opened.close()
        return 101

    return asyncio.run(connect())


def test_only_this_machine_is_listened_on(served):
    import psutil

    listening = [c for c in psutil.Process().net_connections("tcp") if c.status == "LISTEN"]
    names = {c.laddr.ip for c in listening if c.laddr.port == served.port}
    assert names == {"127.0.0.1"}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.2", "[::2]:1"])
def test_a_foreign_host_name_is_refused_on_every_route(root, cookie, route, host):
    status, _, text = get(root + route, Cookie=cookie, Host=host)
    assert status == 421
    assert "token" not in text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_the_names_of_this_machine_are_answered(root, cookie, served, host):
    assert (
        get(root + "static/js/bokeh.min.js", Cookie=cookie, Host=f"{host}:{served.port}")[0] == 200
    )


@pytest.mark.parametrize("route", ["", "autoload.js?bokeh-autoload-element=1", "metadata", "ws",
                                   "static/js/bokeh.min.js"])  # fmt: skip
def test_without_the_token_nothing_is_given(root, route):
    status, headers, text = get(root + route)
    assert status == 403
    assert "Set-Cookie" not in headers
    assert token_in_none(text)
    assert get(root + route, Cookie="hdvis=1")[0] == 403


def token_in_none(text):
    return re.search(r'"token":"', text) is None


def test_the_printed_address_earns_a_cookie_that_scripts_and_other_sites_cannot_use(served, root):
    status, headers, page = get(served.url)
    assert status == 200
    flags = {flag.strip().lower() for flag in headers["Set-Cookie"].split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/"} <= flags
    cookie = headers["Set-Cookie"].split(";")[0]
    assert cookie.split("=", 1)[1] not in page
    assert get(root, Cookie=cookie)[0] == 200


def test_a_ticket_opens_the_page_once(served):
    address = served.opening_url
    assert address != served.url
    assert get(address)[0] == 200
    assert get(address)[0] == 403


def test_a_typed_token_opens_the_page_and_a_wrong_one_does_not(served, root):
    body, form = f"token={served._app.auth.key}", "application/x-www-form-urlencoded"
    status, headers, _ = get(root + "enter", "POST", body, Content_Type=form)
    assert status == 303
    assert get(root, Cookie=headers["Set-Cookie"].split(";")[0])[0] == 200
    status, headers, _ = get(root + "enter", "POST", "token=guess", Content_Type=form)
    assert status == 403
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://localhost.evil.example:{port}", "null", "http://127.0.0.1:1",
     "http://127.0.0.1", "http://[::1", "https://evil.example:{port}", "http://localhost:{port}0",
     "http://user@evil.example:{port}", "file://", "chrome-extension://127.0.0.1:{port}"],
)  # fmt: skip
def test_a_foreign_origin_opens_no_socket(root, cookie, served, origin):
    assert handshake(root, cookie, origin.format(port=served.port)) == 403


@pytest.mark.parametrize("origin", ["http://localhost:{port}", "http://127.0.0.1:{port}", None])
def test_the_page_itself_opens_its_socket(root, cookie, served, origin):
    assert handshake(root, cookie, origin and origin.format(port=served.port)) == 101


def test_a_star_in_the_environment_lets_nobody_in(monkeypatch, caplog):
    monkeypatch.setenv("BOKEH_ALLOW_WS_ORIGIN", "*,desk.example:5006")
    assert ServerSettings().origins(7) == {"localhost:7", "127.0.0.1:7", "desk.example:5006"}
    assert "ignored" in caplog.text
    assert "desk.example" in ServerSettings().hosts()


def refused_token(root, cookie, token):
    """Whether the server closes the socket of this token without an ACK."""

    async def connect():
        tab = Tab(root, cookie)
        try:
            await tab.connect(token)
        except AssertionError:
            return True
        tab.close()
        return False

    return asyncio.run(connect())


def test_sessions_can_neither_be_named_nor_forged(root, cookie, served):
    token = token_in(get(root, Cookie=cookie)[2])
    forged = generate_jwt_token(generate_session_id(signed=False), signed=False)
    foreign = generate_jwt_token(
        generate_session_id(b"x" * 32, signed=True), secret_key=b"x" * 32, signed=True
    )
    secret = served.settings.secret.encode()
    expired = generate_jwt_token(
        generate_session_id(secret, signed=True), secret_key=secret, signed=True, expiration=-1
    )
    tampered = token[:-3] + ("AAA" if token[-3:] != "AAA" else "BBB")
    assert not refused_token(root, cookie, token)
    assert all(refused_token(root, cookie, bad) for bad in (forged, foreign, expired, tampered))
    assert get(root + "?bokeh-session-id=mine", Cookie=cookie)[0] == 403
    assert served.settings.token_seconds == 300


@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_carries_the_protecting_headers(root, cookie, route):
    headers = get(root + route, Cookie=cookie)[1]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "Tornado" not in headers["Server"]


def test_the_page_names_no_other_host(root, cookie):
    page = get(root, Cookie=cookie)[2]
    assert set(re.findall(r"https?://([\w.-]+)", page)) <= {"www.w3.org"}


def test_small_answers_are_not_held_back(root, cookie, served):
    async def look():
        tab = await Tab(root, cookie).open()
        options = [
            handler.ws_connection.stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            for handler in served._app.sockets.values()
        ]
        tab.close()
        return options

    options = asyncio.run(look())
    assert options
    assert all(options)


def test_errors_reach_the_browser_without_traceback_or_path(root, cookie, caplog):
    async def provoke():
        tab = await Tab(root, cookie).open()
        bad = tab.protocol.create("PUSH-DOC", tab.document)
        bad.content["doc"] = {"nonsense": 1}
        reply = await tab.ask(bad)
        tab.close()
        return reply

    reply = asyncio.run(provoke())
    assert reply.msgtype == "ERROR"
    assert reply.content["traceback"] is None
    name = re.search(r"\[(\w+)\]", reply.content["text"]).group(1)
    assert not re.search(r"Error|\.py|/", reply.content["text"])
    assert name in caplog.text


def served_with(make, **settings):
    settings = {"unused_lifetime": 300, "check_interval": 100, **settings}
    return Served(make, ServerSettings(**settings))


def test_more_sessions_than_fit_are_asked_to_wait(visualizer):
    vis = visualizer()
    served = served_with(lambda: document_page(vis.app).shell, sessions=2, unused_lifetime=60_000)
    root, cookie = f"http://127.0.0.1:{served.port}/", enter(served.url)
    tokens = [token_in(get(root, Cookie=cookie)[2]) for _ in range(2)]
    status, headers, text = get(root, Cookie=cookie)
    assert (status, headers["Retry-After"]) == (503, "20")
    assert "2 places are taken" in text
    secret = served.settings.secret.encode()
    new = generate_jwt_token(
        generate_session_id(secret, signed=True), secret_key=secret, signed=True
    )
    assert handshake(root, cookie, token=new) == 503
    assert handshake(root, cookie, token=tokens[0]) == 101  # the socket of a page that is in
    served.stop()


def test_one_visitor_does_not_take_every_place(visualizer):
    vis = visualizer()
    served = served_with(
        lambda: document_page(vis.app).shell, sessions=5, each=1, unused_lifetime=60_000
    )
    root, first, second = served.opening_url.split("?")[0], enter(served.url), enter(served.url)
    statuses = [get(root, Cookie=who)[0] for who in (first, first, second)]
    assert statuses == [200, 503, 200]
    served.stop()


@pytest.mark.parametrize("limits", [{"sessions": 2}, {"sessions": 9, "each": 2}])
def test_what_a_reload_left_makes_room_for_it(visualizer, limits):
    vis = visualizer()
    served = served_with(lambda: document_page(vis.app).shell, **limits, unused_lifetime=60_000)
    root, cookie = f"http://127.0.0.1:{served.port}/", enter(served.url)

    async def look():
        stays = await Tab(root, cookie).open()
        reloaded = await Tab(root, cookie).open()
        for _ in range(4):
            reloaded.close()
            while len(served._app.sockets) > 1:
                await asyncio.sleep(0.02)
            reloaded = await Tab(root, cookie).open()
        await stays.say(stays.part(title="hdvis"), type="select", what="all")
        await stays.until(lambda: stays.header.selected)
        status, _, _ = await asyncio.to_thread(get, root, Cookie=cookie)
        stays.close(), reloaded.close()
        return status

    assert asyncio.run(look()) == 503  # two tabs are open
    assert len(vis.sessions) <= 2
    served.stop()


def test_places_are_free_again_after_tabs_have_closed(visualizer):
    vis = visualizer()
    served = served_with(lambda: document_page(vis.app).shell, sessions=1)
    root, cookie = f"http://127.0.0.1:{served.port}/", enter(served.url)
    assert get(root, Cookie=cookie)[0] == 200
    end = time.monotonic() + 20
    while get(root, Cookie=cookie)[0] != 200 and time.monotonic() < end:
        time.sleep(0.1)
    assert time.monotonic() < end
    served.stop()


def test_a_page_that_cannot_be_made_is_status_500_with_an_id(caplog):
    def fail():
        raise ZeroDivisionError("secret detail")

    served = served_with(fail)
    status, _, text = get(served.url)
    served.stop()
    name = re.search(r"under (\w+)\.", text).group(1)
    assert status == 500
    assert "secret detail" not in text
    assert name in caplog.text
    assert "secret detail" in caplog.text


def test_pages_that_never_open_their_socket_lock_nobody_out(visualizer):
    vis = visualizer()
    limits = {"sessions": 5, "each": 3, "grace": 300, "unused_lifetime": 60_000}
    served = served_with(lambda: document_page(vis.app).shell, **limits)
    root, greedy, other = served.opening_url.split("?")[0], enter(served.url), enter(served.url)
    answers = [get(root, Cookie=greedy)[0] for _ in range(40)]
    assert answers[:3] == [200, 200, 200]
    time.sleep(0.4)

    async def look():
        tabs = [await Tab(root, cookie).open() for cookie in (other, greedy, other, greedy)]
        assert all(tab.header.size == "4 × 2" for tab in tabs)
        [tab.close() for tab in tabs]

    asyncio.run(look())
    served.stop()


def test_places_with_an_open_socket_are_kept(visualizer):
    vis = visualizer()
    served = served_with(lambda: document_page(vis.app).shell, sessions=2, each=2)
    root, one, two = served.opening_url.split("?")[0], enter(served.url), enter(served.url)

    async def look():
        tabs = [await Tab(root, one).open() for _ in range(2)]
        status, _, text = await asyncio.to_thread(get, root, Cookie=two)
        assert (status, "places are taken" in text) == (503, True)
        [tab.close() for tab in tabs]

    asyncio.run(look())
    served.stop()


@pytest.mark.parametrize("path", ["static/%00", "static/js/%00", "%0a", "x%1f"])
def test_an_address_that_cannot_be_is_no_failure_of_the_server(root, cookie, path):
    assert get(f"{root}{path}", Cookie=cookie)[0] in (400, 404)
