"""Directions are dragged, compared, placed and made in a real page, and pictures are decoded."""

import io
import re

import numpy as np
import pytest
from browser import serving
from PIL import Image
from playwright.sync_api import expect


def semantic_page():
    import time

    import numpy as np
    from sklearn.datasets import load_digits

    import hdvis

    digits = load_digits()
    pixels = (digits.data / 16).astype(np.float32)
    mean = pixels.mean(axis=0)
    axes = np.linalg.svd(pixels - mean, full_matrices=False)[2][:10]
    latents = ((pixels - mean) @ axes.T).astype(np.float32)
    dataset = hdvis.Dataset.from_arrays(
        latents,
        name="digits",
        images=(digits.images / 16).astype(np.float32),
        labels={"digit": [str(t) for t in digits.target], "odd": digits.target % 2 == 1},
    )
    delays = np.random.default_rng(0)

    def decode(z):
        time.sleep(delays.uniform(0, 0.02))
        flat = np.asarray(z).reshape(len(z), 10) @ axes + mean
        return np.clip(flat, 0, 1).reshape(-1, 8, 8).astype(np.float32)

    left = {"column": ["Concept Map", "Image"], "weight": 2}
    third = {"stack": ["Latent Lattice", "Direction Validation", "Direction Table"]}
    right = {"column": ["Similarity Matrix", "Direction Pair", third], "weight": 3}
    layout = {"row": [left, {"module": "Semantic Traversal", "weight": 4}, right]}
    vis = hdvis.Visualizer(layout, dataset=dataset)
    vis.set_model(None, decode=decode, latent=10, value_range=(0, 1), name="PCA")
    return vis


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    server = serving.start(semantic_page, tmp_path_factory.mktemp("semantics"))
    expect.set_options(timeout=40_000)
    yield server.url
    expect.set_options(timeout=None)
    server.stop()


class Semantics:
    """The page: its panes by name, pictures as text, and waiting for them."""

    def __init__(self, page, url):
        self.page = page
        page.goto(url)
        self.slider = page.get_by_role("slider", name="digit=3", exact=True)
        expect(self.slider).to_be_visible()
        expect(self.pane("Semantic Traversal").locator(".film figure")).to_have_count(9)

    def pane(self, name):
        return self.page.get_by_role("region", name=name, exact=True)

    def caption(self, name):
        return self.pane(name).locator("header > .caption").first

    def pixels(self, locator):
        return locator.evaluate("canvas => canvas.toDataURL()")

    @property
    def edited(self):
        return self.pixels(self.pane("Semantic Traversal").locator(".pictures canvas").nth(1))

    def until(self, holds, why):
        for _ in range(1000):
            if holds():
                return
            self.page.wait_for_timeout(40)
        pytest.fail(why)

    def still(self, look):
        """What `look()` gives when it has not changed for half a second."""
        before = None
        while before != (before := look()):
            self.page.wait_for_timeout(500)
        return before


@pytest.fixture
def semantics(page, url):
    return Semantics(page, url)


def test_a_drag_decodes_while_it_goes_on_and_its_last_value_stands(page, semantics):
    original = semantics.still(lambda: semantics.edited)
    box = semantics.slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    for share in np.linspace(0.5, 0.8, 12):
        page.mouse.move(box["x"] + share * box["width"], middle)
    semantics.until(lambda: semantics.edited != original, "nothing was decoded during the drag")
    for share in np.random.default_rng(1).uniform(0.1, 0.9, 40):
        page.mouse.move(box["x"] + share * box["width"], middle)
    page.mouse.move(box["x"] + box["width"] + 30, middle)
    page.mouse.up()
    expect(semantics.slider).to_have_value("4")
    dragged = semantics.still(lambda: semantics.edited)
    expect(semantics.caption("Semantic Traversal")).to_contain_text("1 edit ")
    expect(semantics.pane("Semantic Traversal").locator(".line.active")).to_contain_text("digit=3")

    page.get_by_role("button", name="reset").click()
    expect(semantics.slider).to_have_value("0")
    semantics.until(lambda: semantics.edited == original, "reset did not bring the original back")
    semantics.slider.press("End")  # decoded alone, with nothing before it to be late
    semantics.until(lambda: semantics.edited != original, "the keyboard moved nothing")
    assert semantics.still(lambda: semantics.edited) == dragged


def test_a_cell_opens_its_pair_whose_ends_decode_and_a_lattice_cell_is_looked_at(page, semantics):
    matrix = semantics.pane("Similarity Matrix").get_by_role("img")
    expect(matrix).to_have_attribute("aria-label", re.compile("11 directions"))
    matrix.focus()
    shown = [semantics.caption("Direction Pair").inner_text()]
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        expect(semantics.caption("Direction Pair")).not_to_have_text(shown[-1])
        shown.append(semantics.caption("Direction Pair").inner_text())
    rows = [caption.split(" and ")[0] for caption in shown]
    assert rows[1] == rows[2]  # one step to the right is another column of the same row

    pair = semantics.pane("Direction Pair").get_by_role("application")
    before = semantics.still(lambda: semantics.pixels(pair))
    label = pair.get_attribute("aria-label")
    x, y = pair.evaluate(END)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 5, steps=5)
    semantics.until(lambda: semantics.pixels(pair) != before, "the pair did not move")
    page.mouse.up()
    expect(pair).not_to_have_attribute("aria-label", label)

    lattice = semantics.pane("Latent Lattice").get_by_role("img")
    lattice.click()
    expect(semantics.caption("Semantic Traversal")).to_contain_text("the free point")


END = """canvas => {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  for (let y = 4; y < height; y += 5) for (let x = 4; x < width; x += 5) {
    const at = { clientX: left + x, clientY: top + y, bubbles: true };
    canvas.dispatchEvent(new PointerEvent("pointermove", at));
    if (canvas.style.cursor === "grab") return [left + x + 4, top + y + 4];
  }
}"""


def test_a_concept_fills_the_wall_and_becomes_a_direction_with_a_strip(page, semantics):
    concepts = semantics.pane("Concept Map").get_by_role("application")
    expect(concepts).to_have_attribute("aria-label", re.compile("concepts: 11"))
    concepts.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("span.selected")).to_contain_text("178 selected")
    expect(page.locator(".reason")).to_contain_text("digit")
    expect(semantics.caption("Image")).to_contain_text("178")

    page.get_by_role("button", name=re.compile("^select")).click()
    page.get_by_text("make a direction").click()
    made = page.get_by_role("slider", name="selection 1", exact=True)
    expect(made).to_be_in_viewport()  # the twelfth of rows that scroll
    traversal = semantics.pane("Semantic Traversal")
    expect(traversal.locator(".words .grow")).to_have_text("selection 1, from the mean")
    matrix = semantics.pane("Similarity Matrix").get_by_role("img")
    expect(matrix).to_have_attribute("aria-label", re.compile("12 directions"))

    assert _saved(page, "PNG").size == (9 * 128, 128)
    assert _saved(page, "GIF").n_frames == 2 * 33 - 2
    traversal.get_by_role("button", name="incoherent").click()
    expect(traversal.locator(".total")).to_contain_text("1 incoherent of 1 strip")


def test_a_direction_is_validated_by_what_pictures_show_and_says_what_it_lacks(page, semantics):
    page.get_by_role("tab", name="Direction Validation", exact=True).click()
    semantics.slider.click()
    panel = semantics.pane("Direction Validation")
    expect(panel.locator(".head")).to_have_text("digit=3better than chance")
    response = panel.get_by_role("img")
    expect(response).to_have_attribute("aria-label", re.compile("how likely digit=3.*Spearman"))
    expect(panel.locator(".validation .note")).to_contain_text("has no encoder")
    blank = """canvas => {
      const drawn = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return new Set(drawn.data).size < 3; }"""
    semantics.until(
        lambda: not response.locator("canvas").evaluate(blank), "the response was not drawn"
    )


def test_a_direction_is_named_coloured_and_removed_in_its_table_and_undone(page, semantics):
    page.get_by_role("tab", name="Direction Table", exact=True).click()
    table = semantics.pane("Direction Table")
    table.get_by_role("rowheader", name="digit=4", exact=True).click()
    name = table.get_by_label("name of the direction")
    expect(name).to_have_value("digit=4")
    name.fill("fours")
    name.press("Enter")
    expect(table.get_by_role("rowheader", name="fours", exact=True)).to_be_visible()
    expect(page.get_by_role("slider", name="fours", exact=True)).to_have_count(1)
    table.get_by_label("colour of fours").fill("#2266aa")
    expect(table.locator("tr.picked .swatch")).to_have_css("background-color", "rgb(34, 102, 170)")
    table.get_by_role("button", name="remove", exact=True).click()
    expect(page.get_by_role("slider", name="fours", exact=True)).to_have_count(0)
    for _ in range(3):
        page.get_by_role("button", name="undo (Ctrl+Z)", exact=True).click()
    expect(page.get_by_role("slider", name="digit=4", exact=True)).to_have_count(1)


def _saved(page, form):
    with page.expect_download(timeout=40_000) as download:
        page.get_by_role("button", name=form, exact=True).first.click()
    return Image.open(io.BytesIO(download.value.path().read_bytes()))
