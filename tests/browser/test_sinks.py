"""Text from data, layouts and plugins is shown as text, wherever a page shows any."""

import json
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import expect

MARK = "window.hurt"
PAYLOADS = (
    f"<img src=x onerror={MARK}=1>",
    f"<svg onload={MARK}=2>",
    f"<script>{MARK}=3</script>",
    f"javascript:{MARK}=4",
    f'"><b onmouseover={MARK}=5 onfocus={MARK}=5 tabindex=0 autofocus>',
    f"{{{{ 7*7 }}}}${{{MARK}=6}}",
    f"@col{{safe}} <i onclick={MARK}=7>@{{x0}}{{safe}}",
    f"[link](javascript:{MARK}=8)",
    f"</style></title></textarea><img src=x onerror={MARK}=9>",
    f"null\x00byte <img src=x onerror={MARK}=10>",
    f"abc\u202egnp.exe <img src=x onerror={MARK}=11>",
    f"<iframe srcdoc='<script>parent.{MARK.split('.')[1]}=12</script>'>" * 1800,
)
SHORT = " ".join(PAYLOADS[:11])
TABS = (
    ("Parallel Coordinate", "Table", "Filtering", "Image"),
    ("DimReduction", "Similarity Matrix", "Concept Map", "Direction Table"),
)


def layout():
    """Views in tabs under hostile titles, one that fails and one that nobody has."""
    places = [[{"module": name, "title": titled(name)} for name in names] for names in TABS]
    scatter = {
        "module": "Scatter Plot",
        "title": titled("Scatter Plot"),
        "options": {"x": "plain", "y": PAYLOADS[0]},
    }
    rows = [
        {"row": [scatter, {"stack": places[0]}]},
        {"row": [{"stack": places[1]}, {"module": "Raises"}, {"module": SHORT}]},
    ]
    return {"version": 1, "title": SHORT, "layout": {"column": rows}}


def titled(name):
    return f"{name} {PAYLOADS[0]}"


class Hostile:
    """A plugin whose words are as hostile as the data's."""

    def __init__(self, file):
        from hdvis import Module

        class Raises(Module):
            title = "Raises"

            def __panel__(self):
                raise ValueError(SHORT)

        self.view, self.file = Raises, file


@pytest.fixture(scope="module")
def vis(tmp_path_factory):
    """Twelve rows of each payload, on one page with every view."""
    from hdvis import Dataset, Visualizer, hookimpl

    class Plugin(Hostile):
        @hookimpl
        def hdvis_modules(self):
            return [self.view]

        @hookimpl
        def hdvis_layouts(self):
            return {PAYLOADS[0]: self.file, PAYLOADS[4]: self.file}

    file = tmp_path_factory.mktemp("sinks") / "hostile.json"
    file.write_text(json.dumps({"row": ["Table"]}))
    kinds = np.repeat(np.arange(12), 12)
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(144, 13)) + np.eye(13)[kinds] * 3
    dataset = Dataset.from_arrays(
        vectors, name=SHORT, names=["plain", *(text[:2000] for text in PAYLOADS)],
        images=rng.random((144, 4, 4)),
        labels={f"kind {SHORT}": [PAYLOADS[kind] for kind in kinds]},
    )  # fmt: skip
    made = Visualizer(layout(), dataset=dataset, plugins=[Plugin(file)])
    made.show(open_browser=False, block=False)
    expect.set_options(timeout=30_000)
    yield made
    expect.set_options(timeout=5_000)
    made.stop()


DEEP = """() => {
    const all = [];
    const walk = (root) => { for (const e of root.querySelectorAll("*")) {
        all.push(e); if (e.shadowRoot) walk(e.shadowRoot); } };
    walk(document);
    return all.filter((e) => e.matches("img, iframe, [onload], [onerror], [onclick], [onfocus],"
        + " [onmouseover], [autofocus], [href^='javascript:'], b[tabindex], i")
        || (e.localName === "script" && e.textContent.startsWith("window.hurt"))).length;
}"""


class Sinks:
    """A page with everything opened in turn, and what it has done meanwhile."""

    def __init__(self, page, vis):
        self.page, self.vis = page, vis
        self.asked = []
        page.on("request", lambda request: self.asked.append(urlsplit(request.url)))
        page.goto(vis.url)
        expect(page.locator("header > .title").first).to_be_attached()

    def pane(self, title):
        return self.page.get_by_role("region", name=title, exact=True)

    def shows(self, place, text=MARK):
        """Wait until `place` holds a payload, character for character."""
        expect(place.filter(has_text=text).first).to_be_attached()
        self.is_unhurt()

    def is_unhurt(self):
        assert self.page.evaluate("window.hurt") is None
        assert self.page.evaluate(DEEP) == 0

    def visit(self, name):
        """Open and close the options of a view that is in sight."""
        pane = self.pane(titled(name))
        pane.get_by_role("button", name="options of").click()
        expect(pane.get_by_role("form", name="options")).to_be_visible()
        self.is_unhurt()
        self.page.keyboard.press("Escape")

    def hover(self, name):
        """Rest on marks all along the middle of a view."""
        box = self.pane(titled(name)).locator("canvas").first.bounding_box()
        for step in range(8):
            across = box["x"] + box["width"] * (0.1 + 0.11 * step)
            self.page.mouse.move(across, box["y"] + box["height"] / 2)
            self.page.wait_for_timeout(110)
        self.is_unhurt()

    def menu(self, name):
        self.page.get_by_title(name, exact=True).click()
        self.shows(self.page.get_by_role("menuitem"), PAYLOADS[0])
        self.page.keyboard.press("Escape")


@pytest.fixture
def sinks(page, vis):
    return Sinks(page, vis)


def test_nothing_that_a_page_shows_is_executed(sinks, vis, console):
    page, session = sinks.page, vis.session

    def dress():
        session.state.saved = {text[:200]: session.state.selection for text in PAYLOADS}
        session.notify.warn(SHORT)
        session.notify.note(SHORT)
        session.notify.shell.param.update(middle=SHORT, device=SHORT, spoken=SHORT)
        for frame in session.panes.values():
            frame.module.caption = SHORT

    vis.select(np.arange(130))
    expect(page.locator("footer > .middle")).to_contain_text("differs most in")
    session.do(dress)
    for place in ("span.name", "span.device", "footer > span", "footer > .middle", ".spoken",
                  "header > .title", "header > .caption"):  # fmt: skip
        sinks.shows(page.locator(place), PAYLOADS[0])
    sinks.shows(sinks.pane("Raises").get_by_role("alert"), f"ValueError: {PAYLOADS[0]}")
    sinks.shows(page.locator(".card.missing"), PAYLOADS[0])
    sinks.menu("layout")
    sinks.menu("select")

    vis.select(f"plain > -9 and `{PAYLOADS[0]}` > -9")
    sinks.shows(page.locator(".reason"), PAYLOADS[0])
    sinks.visit("Scatter Plot")
    sinks.hover("Scatter Plot")
    for name in TABS[1]:
        page.get_by_role("tab", name=titled(name), exact=True).click()
        sinks.visit(name)
    for name in TABS[0]:
        page.get_by_role("tab", name=titled(name), exact=True).click()
        sinks.visit(name)
        if name == "Parallel Coordinate":
            sinks.hover(name)
        if name in ("Table", "Filtering"):
            sinks.shows(sinks.pane(titled(name)).locator(".body"))
    sinks.is_unhurt()
    place = urlsplit(vis.url).netloc
    assert {url.netloc for url in sinks.asked if url.scheme.startswith("http")} == {place}
    assert not [url.path for url in sinks.asked if url.path.endswith("/x")]

    page.evaluate(
        "text => document.body.append(Object.assign(document.createElement('p'),"
        " { innerHTML: text }))",
        PAYLOADS[0],
    )
    page.wait_for_function("window.hurt === 1")  # the control: the same text as HTML does harm
    assert page.evaluate(DEEP) > 0
    console.allow("403|404|Failed to load")
