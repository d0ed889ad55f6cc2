"""Axes are brushed, moved, flipped and looked at in a real page, and other views follow."""

import re

import pytest
from browser import serving
from playwright.sync_api import expect


def digits_page():
    import numpy as np
    from sklearn.datasets import load_digits

    import hdvis

    digits = load_digits()
    dataset = hdvis.Dataset.from_arrays(
        digits.data,
        name="digits",
        images=(digits.images * 15).astype(np.uint8),
        labels={"digit": [str(t) for t in digits.target]},
    )
    scatter = {"module": "Scatter Plot", "options": {"x": "x20", "y": "x42"}}
    axes = {"module": "Parallel Coordinate", "options": {"most": 8}}
    return hdvis.Visualizer({"column": [axes, scatter]}, dataset=dataset)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    server = serving.start(digits_page, tmp_path_factory.mktemp("axes"))
    expect.set_options(timeout=30_000)
    yield server.url
    expect.set_options(timeout=None)
    server.stop()


class Axes:
    """The view under test: where its axes are, and gestures on them."""

    def __init__(self, page, url):
        self.page = page
        page.goto(url)
        self.heads = page.locator("button.head")
        expect(self.heads).to_have_count(8)
        self.box = page.locator("canvas").first.bounding_box()
        self.selected = page.locator("span.selected")
        self.reason = page.locator(".reason")

    def places(self):
        """Name and middle of each axis, from left to right, where they are or glide to."""
        return self.heads.evaluate_all(
            """(heads, left) => heads.map((head) => {
                const middle = parseFloat(head.style.left) + head.offsetWidth / 2;
                return [head.firstChild.textContent, left + middle];
            }).sort((a, b) => a[1] - b[1])""",
            self.box["x"],
        )

    def names(self):
        return [name for name, _ in self.places()]

    def x(self, slot):
        return self.places()[slot][1]

    def y(self, height):
        """Where a height (0 at the bottom, 1 at the top) is on the page."""
        top, bottom = self.box["y"] + 42, self.box["y"] + self.box["height"] - 24
        return bottom - height * (bottom - top)

    def drag(self, start, end, steps=6, release=True):
        self.page.mouse.move(*start)
        self.page.mouse.down()
        for i in range(1, steps + 1):
            share = i / steps
            place = [a + (b - a) * share for a, b in zip(start, end, strict=True)]
            self.page.mouse.move(*place)
        if release:
            self.page.mouse.up()


@pytest.fixture
def axes(page, url):
    return Axes(page, url)


def picture(page, which):
    return page.locator("canvas").nth(which).evaluate("canvas => canvas.toDataURL()")


def until(page, holds, why):
    for _ in range(750):
        if holds():
            return
        page.wait_for_timeout(40)
    pytest.fail(why)


def test_a_brush_moves_other_views_during_the_drag(page, axes):
    scatter = picture(page, 1)
    axes.drag((axes.x(1), axes.y(0.6)), (axes.x(1), axes.y(0.95)), release=False)
    until(page, lambda: picture(page, 1) != scatter, "the scatter plot did not follow the drag")
    expect(axes.selected).to_contain_text("selected")
    assert axes.reason.inner_text() == ""  # the drag is not over
    page.mouse.up()
    name = axes.names()[1]
    expect(axes.reason).to_contain_text(f"<= {name} <=")
    first = axes.reason.inner_text()

    axes.drag((axes.x(1), axes.y(0.6)), (axes.x(1), axes.y(0.3)))  # the lower end
    expect(axes.reason).not_to_have_text(first)
    wide = axes.reason.inner_text()
    axes.drag((axes.x(1), axes.y(0.6)), (axes.x(1), axes.y(0.5)))  # the brush itself
    expect(axes.reason).not_to_have_text(wide)
    ends = re.fullmatch(r"([\d.]+) <= \w+ <= ([\d.]+)", axes.reason.inner_text()).groups()
    low, high = (float(end) for end in ends)
    assert high - low == pytest.approx(0.65 * 16, abs=0.4)

    axes.drag((axes.x(1), axes.y(0.05)), (axes.x(1), axes.y(0.14)))
    expect(axes.reason).to_contain_text(" or ")
    other = axes.names()[4]
    axes.drag((axes.x(4), axes.y(0.5)), (axes.x(4), axes.y(1.0)))
    expect(axes.reason).to_contain_text(f" and {other} >=")
    page.mouse.click(axes.x(1), axes.y(0.1))
    expect(axes.reason).not_to_contain_text(" or ")
    axes.heads.nth(4).focus()
    page.keyboard.press("Delete")
    expect(axes.reason).not_to_contain_text(other)
    page.keyboard.press("Escape")
    expect(axes.selected).to_have_text("")


def test_axes_are_moved_flipped_and_paged(page, axes):
    before = axes.names()
    old = picture(page, 0)
    axes.drag((axes.x(0), axes.box["y"] + 14), (axes.x(2) + 4, axes.box["y"] + 14), release=False)
    assert axes.names()[1] == before[2]  # already while the axis is carried
    page.mouse.up()
    moved = [before[1], before[2], before[0], *before[3:]]
    until(page, lambda: axes.names() == moved, "the axis did not stay where it was put")
    until(page, lambda: picture(page, 0) != old, "the lines were not drawn anew")

    head = page.get_by_role("button", name=f"axis {before[0]},")
    head.focus()
    page.keyboard.press("Shift+ArrowLeft")
    until(page, lambda: axes.names()[1] == before[0], "shift and arrow did not move the axis")
    page.keyboard.press("f")
    expect(head).to_have_attribute("aria-label", re.compile("flipped"))
    expect(head).to_contain_text("↓")
    head.dblclick()
    expect(head).not_to_have_attribute("aria-label", re.compile("flipped"))

    page.get_by_label("more axes").click()
    until(page, lambda: not set(axes.names()) & set(before), "the next page did not come")
    page.get_by_label("earlier axes").click()
    until(page, lambda: set(axes.names()) == set(before), "the first page did not come back")


def test_a_line_is_hovered_focused_and_belongs_to_its_tab(page, context, axes, url):
    between = (axes.x(2) + axes.x(3)) / 2, axes.y(0.5)
    card = page.get_by_text("row", exact=True)
    page.mouse.move(*between)
    page.mouse.move(between[0] + 1, between[1])
    expect(card.first).to_be_visible()
    page.mouse.click(*between)
    expect(axes.selected).to_contain_text("focus row")
    axes.drag((axes.x(1), axes.y(0.6)), (axes.x(1), axes.y(0.95)))
    expect(axes.selected).to_contain_text("selected")

    other = Axes(context.new_page(), url)
    assert other.selected.inner_text() == ""
    third = Axes(context.new_page(), url)
    until(
        page, lambda: picture(third.page, 0) == picture(other.page, 0), "fresh tabs look different"
    )
    chosen = axes.selected.inner_text()
    again = Axes(page, url)
    expect(again.selected).to_have_text(chosen)
