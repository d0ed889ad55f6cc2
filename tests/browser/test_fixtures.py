"""The browser fixtures themselves: pages are served, watched and pictured."""

import pytest

PAGE = """
import http.server, sys

class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>served</title><h1>hello</h1>")

address = ("127.0.0.1", int(sys.argv[1]))
print(f"open http://127.0.0.1:{address[1]}/?token=abc")
http.server.HTTPServer(address, Page).serve_forever()
"""


def test_a_program_is_served_at_the_address_it_prints(page, served):
    server = served(PAGE)
    assert server.url.endswith("/?token=abc")
    page.goto(server.url)
    assert page.title() == "served"


def test_python_arguments_are_served(page, served):
    server = served(["-m", "http.server", "{port}", "--bind", "127.0.0.1"])
    page.goto(server.url)
    assert "Directory listing" in page.title()


def test_a_stopped_program_is_gone(served):
    server = served(PAGE)
    server.stop()
    assert server.process.poll() is not None


def test_a_program_that_ends_early_is_reported_with_its_output(served):
    with pytest.raises(RuntimeError, match="no such thing"):
        served("raise SystemExit('no such thing')")


def test_errors_of_every_tab_are_noticed(page, context, console):
    page.evaluate("console.error('first')")
    other = context.new_page()
    other.evaluate("setTimeout(() => { throw new Error('second') }, 0)")
    other.wait_for_timeout(50)
    errors = "\n".join(console.errors)
    assert "first" in errors
    assert "second" in errors
    console.allow("first|second")
    assert console.errors == []


def test_each_test_has_a_fresh_profile(context):
    assert context.cookies() == []
    assert len(context.pages) == 0


def test_a_picture_has_the_width_asked_for(page, screenshot, served):
    from PIL import Image

    page.goto(served(PAGE).url)
    with Image.open(screenshot(page, "fixtures-dark", dark=True, width=950)) as picture:
        assert picture.width == 950
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
