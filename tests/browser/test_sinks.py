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
VIEWS = ("Parallel Coordinate", "Scatter Plot", "Table", "Filtering", "DimReduction", "Image",
         "Similarity Matrix", "Concept Map", "Direction Table", "Direction Pair",
         "Semantic Traversal", "Explanation")  # fmt: skip


def layout():
    """Every view under a hostile title, one that fails and one that nobody has."""
    places = [{"module": name, "title": f"{name} {PAYLOADS[0]}"} for name in VIEWS]
    scatter = places[1]
    scatter["options"] = {"x": "plain", "y": PAYLOADS[0]}
    rows = [places[start : start + 4] for start in range(0, 12, 4)]
    rows.append([{"module": "Raises"}, {"module": SHORT}])
    return {"version": 1, "title": SHORT, "layout": {"column": [{"row": row} for row in rows]}}


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
        vectors, name=SHORT, names=["plain", *PAYLOADS], images=rng.random((144, 4, 4)),
        labels={f"kind {SHORT}": [PAYLOADS[kind] for kind in kinds]},
    )  # fmt: skip
    made = Visualizer(layout(), dataset=dataset, plugins=[Plugin(file)])
    made.show(open_browser=False)
    expect.set_options(timeout=60_000)
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
        expect(self.pane("Table").get_by_role("rowheader").first).to_be_visible()

    def pane(self, title):
        return self.page.get_by_role("region", name=title)

    def shows(self, place, text=MARK):
        """Wait until `place` holds a payload, character for character."""
        expect(place.filter(has_text=text).first).to_be_attached()
        self.is_unhurt()

    def is_unhurt(self):
        assert self.page.evaluate("window.hurt") is None
        assert self.page.evaluate(DEEP) == 0

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
        session.page.warn(SHORT)
        session.page.note(SHORT)
        session.page.shell.param.update(middle=SHORT, device=SHORT, spoken=SHORT)
        for frame in session.frames.values():
            frame.module.caption = SHORT

    session.do(dress)
    vis.select(np.arange(130))
    for place in ("span.name", "span.device", "footer > span", "footer > .middle", ".spoken",
                  "header > .title", "header > .caption"):  # fmt: skip
        sinks.shows(page.locator(place), PAYLOADS[0])
    sinks.shows(sinks.pane("Raises").get_by_role("alert"), f"ValueError: {PAYLOADS[0]}")
    sinks.shows(page.locator(".card.missing"), PAYLOADS[0])
    sinks.menu("layout")
    sinks.menu("select")

    vis.select(f"plain > -9 and `{PAYLOADS[0]}` > -9")
    sinks.shows(page.locator("span.reason"), PAYLOADS[0])
    for title in VIEWS:
        pane = sinks.pane(title)
        pane.get_by_role("button", name="options", exact=True).click()
        expect(pane.get_by_role("form", name="options")).to_be_visible()
        sinks.is_unhurt()
        page.keyboard.press("Escape")
    for title in ("Scatter Plot", "Parallel Coordinate"):
        box = sinks.pane(title).locator("canvas").first.bounding_box()
        for step in range(12):
            page.mouse.move(
                box["x"] + box["width"] * (0.1 + 0.07 * step), box["y"] + box["height"] / 2
            )
            page.wait_for_timeout(110)
    for title in ("Table", "Filtering", "Similarity Matrix", "Concept Map", "Direction Table",
                  "Semantic Traversal", "Scatter Plot", "Parallel Coordinate"):  # fmt: skip
        sinks.shows(sinks.pane(title).locator(".body"))
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
