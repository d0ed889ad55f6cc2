"""ServerSettings: ports, ends, and many tabs that do not disturb one another."""

import asyncio
import contextlib
import gc
import signal
import subprocess
import sys
import threading
import time
import weakref

import pytest
from app import views
from app.tab import Tab, enter, get, token_in
from bokeh.events import ButtonClick
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError

from hdvis.app import pages, serving
from hdvis.app.pages import document_page
from hdvis.errors import HdvisError
from hdvis.jobs import Call
from hdvis.selection import Rows
from hdvis.server.served import Served
from hdvis.server.settings import ServerSettings

QUICK = {"unused_lifetime": 1500, "check_interval": 100}


@pytest.fixture
def shown(visualizer):
    """`shown(layout, **settings)` is a visualizer that is being served."""

    def show(layout="Count", **settings):
        vis = visualizer(layout)
        return vis.show(open_browser=False, **settings)

    return show


def root_of(vis):
    return f"http://127.0.0.1:{vis.app.served.port}/"


# -- ports and ends ---------------------------------------------------------------------------


def test_a_shared_server_does_not(taken):
    with pytest.raises(HdvisError, match=f"port {taken} is in use.*--port"):
        Served(views.empty, ServerSettings.for_visitors(port=taken))


def test_an_address_of_another_machine_is_one_clear_error():
    with pytest.raises(HdvisError, match="expected an address of this machine"):
        Served(views.empty, ServerSettings(address="192.0.2.1"))


def test_show_again_uses_the_same_server_and_stop_ends_it(shown, capsys):
    vis = shown()
    address = vis.url
    vis.show(open_browser=False)
    assert vis.url == address
    assert capsys.readouterr().out.count(address) == 2
    thread = vis.app.served.thread
    vis.stop()
    assert not thread.is_alive()
    assert vis.url == ""
    with pytest.raises(ConnectionRefusedError):
        get(address)
    vis.show(open_browser=False)
    assert get(vis.url)[0] == 200


def test_show_in_a_thread_returns_when_it_is_stopped(visualizer):
    vis = visualizer()
    thread = threading.Thread(target=vis.show, kwargs={"open_browser": False, "block": True})
    thread.start()
    while not vis.url:
        time.sleep(0.01)
    assert get(vis.url)[0] == 200
    vis.stop()
    thread.join(5)
    assert not thread.is_alive()


def test_a_test_does_not_block():
    assert not serving.in_script()


PROGRAM = """
import sys, hdvis
vis = hdvis.Visualizer("Scatter Plot", dataset=[[0.0, 1.0], [2.0, 3.0]])
if "compute" in sys.argv:
    import time
    from hdvis.jobs import Call
    vis.app._pools.submit("cpu", Call(time.sleep, 600))
vis.show(open_browser=False, block={block})
print("went on", flush=True)
"""


def test_a_program_that_does_not_block_ends():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(block=False)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "token=" in done.stdout
    assert done.stdout.endswith("went on\n")


def test_ctrl_c_ends_a_blocked_program_while_it_computes():
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(block=True), "compute"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert "token=" in program.stdout.readline()
    program.send_signal(signal.SIGINT)
    out, errors = program.communicate(timeout=60)
    assert (program.returncode, out) == (0, "went on\n"), errors
    assert "Traceback" not in errors


# -- many tabs --------------------------------------------------------------------------------


def test_each_tab_has_its_own_session_and_each_visualizer_its_own_port(shown):
    one, two = shown(), shown()
    assert one.app.served.port != two.app.served.port
    cookie = enter(one.url)
    assert get(root_of(two), Cookie=cookie)[0] == 403

    async def look():
        tabs = [await Tab(root_of(one), cookie).open() for _ in range(2)]
        await tabs[0].say(tabs[0].part(title="hdvis"), type="select", what="all")
        await tabs[0].until(lambda: tabs[0].header.selected.startswith("4 selected"))
        assert tabs[1].header.selected == ""
        [tab.close() for tab in tabs]

    asyncio.run(look())
    assert len(one.sessions) == 2
    assert two.sessions == []


def test_a_script_speaks_to_the_open_page(shown):
    vis, heard = shown(), []
    vis.on_select(lambda rows: heard.append((rows.tolist(), threading.current_thread().name)))

    async def look():
        tab = await Tab(root_of(vis), enter(vis.url)).open()
        await asyncio.to_thread(vis.select, "x0 > 0.5")
        assert (await asyncio.to_thread(vis.selection.rows)).tolist() == [1, 2, 3]
        await tab.until(lambda: tab.header.reason == "x0 > 0.5")
        await asyncio.to_thread(vis.focus, row=2)
        vis.session.do(lambda: vis.session.state.add_columns())
        assert "kind" in await asyncio.to_thread(lambda: vis.columns)
        tab.close()

    asyncio.run(look())
    assert heard == [([1, 2, 3], "hdvis-server")]


def test_a_callback_that_raises_is_shown_on_the_page_which_goes_on(shown, caplog):
    vis = shown()
    vis.on_select(lambda rows: 1 / 0)

    async def look():
        tab = await Tab(root_of(vis), enter(vis.url)).open()
        header = tab.part(title="hdvis")
        reply = await tab.say(header, type="select", what="all")
        assert reply.msgtype == "OK"
        await tab.until(lambda: "ZeroDivisionError" in tab.header.right)
        await tab.say(header, type="theme", name="dark")
        await tab.until(lambda: tab.header.theme == "dark")
        tab.close()

    asyncio.run(look())
    assert "Traceback" in caplog.text


def test_slow_work_in_one_tab_does_not_hold_up_another(shown):
    vis = shown("Slow")
    views.Slow.started.clear()
    views.Slow.released.clear()

    async def look():
        cookie = enter(vis.url)
        busy, other = [await Tab(root_of(vis), cookie).open() for _ in range(2)]
        await busy.say(busy.part(word="slow"), type="go")
        assert await asyncio.to_thread(views.Slow.started.wait, 15)
        for number in range(40):
            theme = "light" if number % 2 else "dark"
            reply = await other.say(other.part(title="hdvis"), type="theme", name=theme)
            assert reply.msgtype == "OK"
            await other.until(lambda theme=theme: other.header.theme == theme)
        still_busy = bool(vis.sessions[0].jobs.active())
        views.Slow.released.set()
        busy.close(), other.close()
        return still_busy

    assert asyncio.run(look()), "forty answers came while the work went on"


def test_long_work_rests_within_two_seconds_of_its_tab_and_goes_on_when_it_is_back(shown):
    vis, steps = shown("Slow"), []

    def long(checkpoint):
        while True:
            checkpoint(0.5)
            steps.append(None)
            time.sleep(0.001)

    async def look():
        tab = await Tab(root_of(vis), enter(vis.url)).open()
        (session,) = vis.sessions
        session.jobs.run(long, key="long", pool="embedding")
        while not steps:
            await asyncio.sleep(0.01)
        tab.close()
        await asyncio.sleep(2)
        before = len(steps)
        await asyncio.sleep(0.5)
        rested = len(steps) == before
        session.jobs.resume()
        await asyncio.sleep(0.3)
        went_on = len(steps) > before
        session.jobs.close()
        return rested, went_on

    assert asyncio.run(look()) == (True, True)


def cycle(vis, count):
    """Open, use and close tabs, four at a time."""
    cookie = enter(vis.url)

    async def one():
        tab = await Tab(root_of(vis), cookie).open()
        await tab.say(tab.part(title="hdvis"), type="select", what="all")
        await tab.until(lambda: tab.header.selected)
        tab.close()

    async def every():
        for _ in range(count // 4):
            await asyncio.gather(*(one() for _ in range(4)))

    asyncio.run(every())


def test_sessions_are_given_back(shown):
    from bokeh.document import Document

    vis = shown(sessions=60, each=60, **QUICK)
    cycle(vis, 4)
    vis.app._pools.submit(
        "footer", Call(int)
    )  # a pool begins when it is first needed, early or late
    states = weakref.WeakSet()
    original, threads = vis.app.open, threading.active_count()

    def opened(**options):
        page = original(**options)
        states.add(page.session.state)
        return page

    vis.app.open = opened
    cycle(vis, 16)
    assert len(states) >= 1
    served = {id(context) for context in vis.app.served._app.applications.values()}
    assert served

    def left():
        gc.collect()
        known = [o for o in gc.get_objects() if issubclass(type(o), Document)]  # no dead proxies
        ours = [document for document in known if document.session_context]
        return len(vis.sessions), len(states), len(ours)

    end = time.monotonic() + 20
    while (any(left()) or threading.active_count() > threads) and time.monotonic() < end:
        time.sleep(0.3)
    assert left() == (0, 0, 0)
    assert threading.active_count() <= threads


async def read_only(vis):
    """A tab that has read its page and not said that it is ready, and the session behind it."""
    tab = Tab(root_of(vis), enter(vis.url))
    await tab.connect()
    await tab.read()
    (session,) = vis.sessions
    return tab, session


def test_what_changes_before_a_page_is_ready_reaches_it(shown):
    vis = shown()

    async def look():
        tab, session = await read_only(vis)
        session.do(lambda: setattr(session.notify.shell, "device", "changed"))
        await tab.until(lambda: tab.header.device == "changed")
        tab.close()

    asyncio.run(look())


def test_what_a_page_was_told_before_it_was_ready_does_not_come_back_as_its_own_doing(shown):
    vis = shown()

    async def look():
        tab, session = await read_only(vis)
        shell = session.notify.shell
        session.do(lambda: setattr(shell, "device", "before"))
        await tab.until(lambda: tab.header.device == "before")
        session.do(lambda: shell.keep(device="after"))  # heard by message
        await asyncio.sleep(0.2)
        assert shell.device == "after"
        tab.close()

    asyncio.run(look())


class Passing(str):
    """The name of a module that is away for a moment, as one is while a thread imports it."""

    away = False

    def __hash__(self):
        return hash(self.away) if self.away else str.__hash__(self)

    def startswith(self, *args):
        self.away = True
        return super().startswith(*args)


def test_an_import_on_another_thread_leaves_the_page_alone(shown, monkeypatch):
    vis, name = shown(), Passing("hdvis_in_passing")

    def opened(**options):
        sys.modules[name] = sys
        return type(vis.app).open(vis.app, **options)

    monkeypatch.setattr(vis.app, "open", opened)
    status, _, _ = get(vis.url)
    name.away = False
    del sys.modules[name]
    assert status == 200


# -- sockets that misbehave -------------------------------------------------------------------


async def garbage(tab):
    for frame in ("not json", "{}", b"\x00\xff" * 50, "[" * 500):
        await tab.socket.write_message(frame, isinstance(frame, bytes))


async def wrong_order(tab):
    await tab.socket.write_message("{}")
    await tab.socket.write_message('{"msgtype": "PATCH-DOC", "msgid": "1"}')


async def oversize(tab):
    with contextlib.suppress(WebSocketClosedError, StreamClosedError):
        await tab.socket.write_message("x" * (21 << 20))


async def cut_short(tab):
    await tab.socket.write_message('{"msgtype": "PULL-DOC-REQ", "msgid": "1"}')
    tab.socket.stream.close() if hasattr(tab.socket, "stream") else tab.socket.close()


async def unknown_message(tab):
    await tab.say(tab.part(title="hdvis"), type="no such thing", name={"a": [1]})


@pytest.mark.parametrize("misbehave", [garbage, wrong_order, oversize, cut_short, unknown_message])
def test_a_socket_that_misbehaves_leaves_the_server_to_others(shown, misbehave):
    vis = shown()

    async def look():
        cookie = enter(vis.url)
        bad = await Tab(root_of(vis), cookie).open()
        await misbehave(bad)
        good = await Tab(root_of(vis), cookie).open()
        await good.say(good.part(title="hdvis"), type="select", what="all")
        await good.until(lambda: good.header.selected.startswith("4 selected"))
        bad.close(), good.close()

    asyncio.run(look())


def test_a_dropped_socket_comes_back_to_its_session_with_no_edit_lost(shown):
    vis = shown()

    async def look():
        cookie = enter(vis.url)
        tab = await Tab(root_of(vis), cookie).open()
        for drop in range(8):
            for edit in range(5):
                name = f"s{drop}-{edit}"
                await tab.say(tab.part(title="hdvis"), type="name", name=name)
            tab.close()
            tab = await Tab(root_of(vis), cookie).open(tab.token)
        count = len(tab.header.saved)
        tab.close()
        return count

    assert asyncio.run(look()) == 40
    assert len(vis.sessions) == 1


def test_a_widget_that_ends_the_program_ends_nothing(shown, caplog):
    vis = shown({"row": ["Count", "Ending"]})

    async def look():
        tab = await Tab(vis.url, enter(vis.url)).open()
        button = next(m for m in tab.document.models if getattr(m, "label", "") == "end")
        await tab.tell(ButtonClick(button))
        await tab.say(tab.part(title="hdvis"), type="select", what="all")
        await tab.until(lambda: tab.header.selected.startswith("4 selected"))
        vis.focus(row=1)
        tab.close()

    with contextlib.suppress(SystemExit):
        asyncio.run(look())
    assert vis.app.served.is_running
    assert get(vis.url)[0] == 200
    assert "by a button" in caplog.text


# -- other servers ----------------------------------------------------------------------------


def test_an_answer_to_a_page_that_was_closed_is_dropped(caplog):
    from bokeh.document import Document

    document = Document()
    document.callbacks.destroy()
    pages._next_tick(document, lambda: None)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_document_that_gathers_its_changes_loses_no_answer():
    from bokeh.document import Document

    document, loop = Document(), asyncio.new_event_loop()
    document.hold("combine")
    pages._deliver(loop, document, lambda: None)
    assert document.callbacks._held_events == [], "another thread wrote where changes are gathered"
    document.unhold()
    loop.call_soon(loop.stop)
    loop.run_forever()
    assert len(document.session_callbacks) == 1
    loop.close()
    pages._deliver(loop, document, lambda: None)  # after the end


def test_the_page_of_panel_serve_has_a_session_for_each_tab(tmp_path, monkeypatch):
    from panel.io.server import get_server

    app = tmp_path / "app.py"
    app.write_text(
        "import hdvis\n"
        "hdvis.Visualizer('Scatter Plot', dataset=[[0.0, 1.0], [2.0, 3.0]]).servable()\n"
    )
    ready, parts, born = threading.Event(), {}, weakref.WeakSet()

    def recorded(app):
        born.add(app._pools)
        return document_page(app)

    monkeypatch.setattr(pages, "document_page", recorded)

    def run():
        asyncio.set_event_loop(asyncio.new_event_loop())
        server = get_server({"/": app}, port=0, address="127.0.0.1", show=False, start=False,
                            unused_session_lifetime_milliseconds=300,
                            check_unused_sessions_milliseconds=100,
                            websocket_origin=["127.0.0.1:0"])  # fmt: skip
        server._tornado._websocket_origins.add(f"127.0.0.1:{server.port}")
        parts.update(server=server, loop=server.io_loop)
        server.start()
        ready.set()
        server.io_loop.start()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(20)
    root = f"http://127.0.0.1:{parts['server'].port}/"

    async def look():
        tabs = [await Tab(root, "a=b").open() for _ in range(2)]
        await tabs[0].say(tabs[0].part(title="hdvis"), type="select", what="all")
        await tabs[0].until(lambda: tabs[0].header.selected.startswith("2 selected"))
        assert tabs[1].header.selected == ""
        [tab.close() for tab in tabs]

    asyncio.run(look())
    assert len(born) >= 2
    end = time.monotonic() + 20
    while born and time.monotonic() < end:
        gc.collect()
        time.sleep(0.1)
    parts["loop"].add_callback(parts["loop"].stop)
    thread.join(5)
    assert len(born) == 0, "the pools of closed tabs are still there"


def test_servable_outside_a_server_does_nothing(visualizer):
    vis = visualizer()
    assert vis.servable() is vis
    assert vis.sessions == []


def test_a_session_of_a_page_answers_other_threads(visualizer):
    vis = visualizer()
    served = Served(lambda: document_page(vis.app).shell, ServerSettings())
    assert token_in(get(served.url)[2])
    vis.select(Rows.of([0]))
    assert vis.selection.count() == 1
    served.stop()
