"""A run is looked at stage by stage in a real page, and its film is taken away."""

import io

import pytest
from browser import serving
from PIL import Image
from playwright.sync_api import expect


def training_page():
    import tempfile
    from pathlib import Path

    from hdvis_zoo import train

    import hdvis

    folder = Path(tempfile.mkdtemp()) / "run"
    train(
        "MLPVAE", "digits", folder, limit=200, epochs=3, batch_size=50, latent_dim=2,
        config={"hidden": 16}, accelerator="cpu", progress=False,
    )  # fmt: skip
    return hdvis.Visualizer({"row": ["Training", "Latent Lattice"]}, dataset=folder)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    server = serving.start(training_page, tmp_path_factory.mktemp("training"))
    yield server.url
    server.stop()


def test_stages_are_played_and_saved(page, url):
    page.goto(url)
    pane = page.get_by_role("region", name="Training", exact=True)
    stage = pane.get_by_role("slider", name="stage")
    expect(pane.get_by_text("stage 3")).to_be_visible(timeout=40_000)
    picture = pane.get_by_role("img", name="test pictures decoded after stage")
    last = picture.evaluate("canvas => canvas.toDataURL()")
    stage.press("Home")
    expect(pane.get_by_text("stage 0")).to_be_visible()
    pane.get_by_role("button", name="play").click()
    expect(pane.get_by_text("stage 3")).to_be_visible(timeout=40_000)
    stage.press("ArrowLeft")
    expect(pane.get_by_text("stage 2")).to_be_visible()
    page.wait_for_function(
        "([c, last]) => c.toDataURL() !== last", arg=[picture.element_handle(), last]
    )
    with page.expect_download() as download:
        pane.get_by_role("button", name="GIF").click()
    data = download.value.path().read_bytes()
    with Image.open(io.BytesIO(data)) as film:
        assert (film.n_frames, download.value.suggested_filename) == (
            4,
            "MLPVAE-on-digits-by-stage.gif",
        )


LATTICE = """
  const models = [...Bokeh.documents].flatMap((known) => [...known._all_models.values()]);
  const lattice = models.find(({ data }) => data && "cells" in data.attributes)?.data;
"""
CELLS_FIRST = """
  const { cells, steps } = lattice.attributes;
  lattice.setv({ cells: [], steps: 0 }, { sync: false });
  lattice.setv({ cells }, { sync: false });
  lattice.setv({ steps }, { sync: false });
"""


def test_a_lattice_is_drawn_when_its_cells_come_before_their_number(page, url):
    page.goto(url)
    lattice = page.get_by_role("img", name="lattice of 9 by 9")
    page.wait_for_function(f"() => {{ {LATTICE} return lattice?.attributes.cells.length === 81 }}")
    page.wait_for_timeout(300)
    before = lattice.evaluate("canvas => canvas.toDataURL()")
    page.evaluate(f"() => {{ {LATTICE} {CELLS_FIRST} }}")
    page.wait_for_timeout(300)
    assert lattice.evaluate("canvas => canvas.toDataURL()") == before
