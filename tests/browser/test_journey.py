"""One person's way through the ready layout on digits, from the first picture to a second tab."""

import json
import re
import threading
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import expect

FAILING = '''"""A view that cannot draw, and a layout that holds it."""
from pathlib import Path

from hdvis import Module, hookimpl


class Broken(Module):
    """Fails until the file beside it says otherwise."""

    title = "Broken"

    def __panel__(self):
        from hdvis.components import BrowserPart

        if not Path(__file__).with_name("mended").exists():
            raise ZeroDivisionError("not today")
        return self.part(BrowserPart, lambda message: None)


@hookimpl
def hdvis_modules():
    return [Broken]


@hookimpl
def hdvis_layouts():
    return {"with a broken view": Path(__file__).with_name("broken.json")}
'''


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the ready layout with a plugin beside it."""
    from hdvis.layout.ready import find_ready

    made = tmp_path_factory.mktemp("journey")
    (made / "explore.json").write_text(find_ready("explore").read_text())
    (made / "hdvis_plugin.py").write_text(FAILING)
    (made / "broken.json").write_text(json.dumps({"row": ["Broken", "Image"]}))
    return made


@pytest.fixture(scope="module")
def vis(folder, digits):
    """Digits on the ready layout, served by this process so that a test can speak to it."""
    from hdvis import Dataset, Visualizer

    dataset = Dataset.from_arrays(
        digits.data,
        name="digits",
        images=(digits.images * 15).astype(np.uint8),
        labels={"digit": [str(t) for t in digits.target]},
    )
    made = Visualizer(folder / "explore.json", dataset=dataset)
    made.show(open_browser=False)
    expect.set_options(timeout=60_000)  # a fresh machine compiles its kernels first
    yield made
    expect.set_options(timeout=5_000)
    made.stop()


@pytest.fixture
def asked(context):
    """The hosts and ports that the test's pages asked for anything."""
    places = set()

    def note(sent):
        address = urlsplit(sent.url)
        if address.scheme in ("http", "https", "ws", "wss"):
            places.add(address.netloc)

    context.on("request", note)
    context.on("page", lambda page: page.on("websocket", note))
    return places


class Desk:
    """The page, its panes by title, and what a hand does to them."""

    def __init__(self, page, url):
        self.page = page
        page.goto(url)
        self.axes = self.pane("Parallel Coordinate").locator("canvas").first
        self.scatter = self.pane("Scatter Plot").locator("canvas").first
        self.wall = self.pane("Image").get_by_role("listbox", name="images").locator("canvas")
        self.selected = page.locator("span.selected")
        self.reason = page.locator(".reason")
        expect(page.locator("button.head").first).to_be_visible()
        for view in (self.axes, self.scatter, self.wall):
            self.until(lambda view=view: len(colors_of(view)) > 1, "a view stayed blank")

    def pane(self, title):
        return self.page.get_by_role("region", name=title, exact=True)

    def until(self, holds, why):
        for _ in range(750):
            if holds():
                return
            self.page.wait_for_timeout(40)
        pytest.fail(why)

    def changes(self, view, before, why):
        self.until(lambda: picture(view) != before, why)

    def drag(self, points, release=True):
        self.page.mouse.move(*points[0])
        self.page.mouse.down()
        for point in points[1:]:
            self.page.mouse.move(*point, steps=3)
        if release:
            self.page.mouse.up()

    def brush(self, release=True):
        """Drag along the second axis, from its middle to near its top."""
        head = self.page.locator("button.head").nth(1).bounding_box()
        box = self.axes.bounding_box()
        x, top, bottom = head["x"] + head["width"] / 2, box["y"] + 42, box["y"] + box["height"] - 24
        self.drag([(x, bottom - share * (bottom - top)) for share in (0.5, 0.7, 0.95)], release)

    def choose(self, menu, item):
        self.page.get_by_title(menu, exact=True).click()
        self.page.get_by_role("menuitem", name=item, exact=True).click()

    def counts(self, number):
        expect(self.selected).to_contain_text(f"{number:,} selected")


def picture(view):
    return view.evaluate("canvas => canvas.toDataURL()")


def colors_of(view):
    """A few of the colours on a canvas."""
    return set(
        view.evaluate(
            """canvas => {
                if (!canvas.width || !canvas.height) return [];
                const data = new Uint32Array(canvas.getContext("2d")
                    .getImageData(0, 0, canvas.width, canvas.height).data.buffer);
                return [...new Set(data)].slice(0, 9);
            }"""
        )
    )


@pytest.fixture
def desk(asked, page, vis):
    return Desk(page, vis.url)


def test_a_brush_is_followed_during_the_drag_and_taken_back(desk, vis, digits):
    page, n = desk.page, digits.data.shape[0]
    assert page.url == f"http://127.0.0.1:{urlsplit(vis.url).port}/"  # without the token
    scatter, wall = picture(desk.scatter), picture(desk.wall)
    desk.brush(release=False)
    desk.changes(desk.scatter, scatter, "the scatter plot did not follow the drag")
    desk.changes(desk.wall, wall, "the wall did not follow the drag")
    assert desk.reason.inner_text() == ""  # the drag goes on
    page.mouse.up()
    expect(desk.reason).to_contain_text("<=")
    brushed = vis.selection.count()
    assert 0 < brushed < n
    desk.counts(brushed)
    desk.choose("select", "invert")
    desk.counts(n - brushed)
    page.keyboard.press("Control+z")
    desk.counts(brushed)
    page.keyboard.press("Control+z")
    expect(desk.selected).to_have_text("")
    page.keyboard.press("Control+Shift+z")
    desk.counts(brushed)

    desk.choose("select", "save this selection as…")
    page.keyboard.type("mine")
    page.keyboard.press("Enter")
    desk.choose("select", "all")
    desk.counts(n)
    desk.choose("select", "none  (Esc)")
    expect(desk.selected).to_have_text("")
    desk.choose("select", "↺ mine")
    desk.counts(brushed)


def test_a_lasso_fills_the_wall_and_an_image_leads_to_its_row(desk, vis):
    page = desk.page
    wall, box = picture(desk.wall), desk.scatter.bounding_box()
    desk.scatter.focus()
    page.keyboard.press("l")
    corners = [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7), (0.3, 0.3)]
    desk.drag([(box["x"] + a * box["width"], box["y"] + b * box["height"]) for a, b in corners])
    expect(desk.reason).not_to_have_text("")
    rows = vis.selection.rows()
    assert rows.size
    expect(desk.pane("Image").locator("header > .caption")).to_have_text(
        f"{rows.size:,} in the selection"
    )
    desk.changes(desk.wall, wall, "the wall did not follow the lasso")
    desk.wall.click(position={"x": 60, "y": 20})
    desk.until(lambda: vis.session.state.focus is not None, "a click on an image focused no row")
    row = vis.session.state.focus.row
    assert row in rows
    expect(desk.pane("Image").get_by_text("digit", exact=True)).to_be_visible()
    expect(page.get_by_role("grid").locator(".focused")).to_contain_text(f"{row:,}")


def test_layouts_borders_and_themes_leave_the_selection_alone(desk, vis, screenshot):
    page = desk.page
    desk.choose("select", "all")
    desk.counts(1797)
    border = page.get_by_role("separator").first
    before, box = desk.pane("Parallel Coordinate").bounding_box(), border.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    vertical = border.get_attribute("aria-orientation") == "vertical"
    desk.drag([middle, (middle[0] + 80 * vertical, middle[1] + 80 * (not vertical))])
    side = "width" if vertical else "height"
    moved = desk.pane("Parallel Coordinate").bounding_box()[side] - before[side]
    assert abs(moved) == pytest.approx(80, abs=4)
    page.get_by_role("button", name="light or dark").click()
    expect(page.locator("html")).to_have_css("background-color", re.compile(r"rgb\((\d|[1-4]\d),"))
    screenshot(page, "journey-dark", dark=True)

    desk.choose("layout", "with a broken view")
    card = desk.pane("Broken").get_by_role("alert")
    expect(card).to_contain_text("ZeroDivisionError: not today")
    expect(card).to_contain_text("the log has more under")
    expect(desk.pane("Image").locator("header > .caption")).to_have_text("1,797 in the selection")
    desk.counts(1797)


def test_retry_mends_a_view_whose_cause_is_gone(desk, folder):
    desk.choose("layout", "with a broken view")
    card = desk.pane("Broken").get_by_role("alert")
    retry = card.get_by_role("button", name="Retry")
    expect(card).to_contain_text("not today")
    first = card.inner_text()
    retry.click()
    expect(card).not_to_have_text(first, use_inner_text=True)  # the log has it under another name
    expect(card).to_contain_text("not today")
    (folder / "mended").touch()
    try:
        retry.click()
        expect(card).to_be_hidden()
    finally:
        (folder / "mended").unlink()


def test_a_script_speaks_to_the_newest_of_two_tabs_and_nothing_leaves_the_machine(
    desk, vis, context, tmp_path, asked, digits
):
    from PIL import Image

    desk.choose("select", "all")
    desk.counts(1797)
    other = Desk(context.new_page(), vis.url)
    expect(other.selected).to_have_text("")
    vis.select("digit == 7")
    other.counts(int((digits.target == 7).sum()))
    expect(other.reason).to_have_text("digit == 7")
    desk.counts(1797)
    vis.focus(row=5)
    expect(other.page.get_by_role("grid").locator(".focused")).to_contain_text("5")
    with Image.open(picture_of(vis, other.page, tmp_path / "view.png")) as made:
        assert made.size == (1400, 900)
        assert len(made.convert("RGB").resize((200, 128)).getcolors(1 << 16)) > 50
    assert asked == {urlsplit(vis.url).netloc}


def picture_of(vis, page, path):
    """The picture a script takes, while Playwright goes on passing the events of the page."""
    made = []
    thread = threading.Thread(target=lambda: made.append(vis.screenshot(path, timeout=100)))
    thread.start()
    while thread.is_alive():
        page.wait_for_timeout(50)
    return made[0]
