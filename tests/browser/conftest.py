"""A real Chromium, a page that fails its test on any error, and programs that serve."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import chromium, serving
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

OUTPUT = Path(__file__).parents[2] / "test-output"
WIDTH, HEIGHT = 1400, 900


class Console:
    """The errors that the pages of one test have reported."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.reported: list[str] = []
        self.allowed: list[str] = [r"favicon\.ico"]
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.reported.append(f"page error: {error.error}"))

    def _on_console(self, message) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self.reported.append(f"console: {message.text} {where}".strip())

    def allow(self, pattern: str) -> None:
        """Let errors pass whose text `pattern` (a regular expression) is found in."""
        self.allowed.append(pattern)

    @property
    def errors(self) -> list[str]:
        """The errors that are not allowed, oldest first."""
        for page in self.context.pages:
            try:
                page.evaluate("0")  # lets events on their way arrive
            except Error:
                continue
        return [text for text in self.reported if not any(re.search(p, text) for p in self.allowed)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail a test whose pages reported errors; keep a picture of a failed test's pages."""
    fixtures = getattr(item, "funcargs", {})
    try:
        result = yield
        console = fixtures.get("console")
        if console and console.errors:
            pytest.fail("the page reported errors:\n" + "\n".join(console.errors), pytrace=False)
    except (Exception, pytest.fail.Exception):
        keep_pictures(item, fixtures.get("context"))
        raise
    return result


def keep_pictures(item: pytest.Item, context: BrowserContext | None) -> None:
    """Save what each open page of a failed test shows."""
    for number, page in enumerate(context.pages if context else []):
        name = re.sub(r"\W+", "-", f"failed-{item.path.stem}-{item.name}-{number}").strip("-")
        try:
            page.screenshot(path=OUTPUT / f"{name}.png")
        except Error as error:
            item.add_report_section("call", "screenshot", f"none of page {number}: {error}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    file = chromium.find()
    if file is None:
        pytest.fail(chromium.ADVICE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=file, args=list(chromium.FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile: no cookies, no storage, no other tabs."""
    fresh = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    yield fresh
    fresh.close()


@pytest.fixture
def console(context: BrowserContext) -> Console:
    """What the test's pages reported; `console.allow(pattern)` lets an expected error pass."""
    return Console(context)


@pytest.fixture
def page(context: BrowserContext, console: Console) -> Page:
    """An empty tab; the test fails when it, or another tab of `context`, reports an error."""
    return context.new_page()


@pytest.fixture
def screenshot() -> Callable[..., Path]:
    """`screenshot(page, name, dark=False, width=1400)` stores test-output/name.png."""
    return take_screenshot


def take_screenshot(page: Page, name: str, dark: bool = False, width: int = WIDTH) -> Path:
    """Store what the page shows, at `width`, with the browser preferring dark or light."""
    height = page.viewport_size["height"] if page.viewport_size else HEIGHT
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.wait_for_timeout(400)  # views redraw after a change of size
    file = OUTPUT / f"{name}.png"
    page.screenshot(path=file)
    return file


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., serving.Server]]:
    """`served(what)` serves a visualizer function, program text or python arguments."""
    running: list[serving.Server] = []

    def serve(what, **env: str) -> serving.Server:
        server = serving.start(what, tmp_path, **env)
        running.append(server)
        return server

    yield serve
    for server in running:
        server.stop()
