"""A visualizer displays itself in a real JupyterLab, brushes there, and answers the next cell."""

import json
import re
import secrets

import pytest
from browser.test_opening import SLOW_IMPORTS
from playwright.sync_api import expect

CELLS = (
    """
import hdvis
earlier = globals().get("vis")
from sklearn.datasets import load_digits
digits = load_digits()
plot = {"module": "Scatter Plot", "options": {"x": "x20", "y": "x43"}}
vis = hdvis.Visualizer({"row": [plot, "Image"]})
vis.data.set_data(digits.data)
vis.data.set_labels({"digit": digits.target.astype(str)})
vis.data.set_images(digits.images)
vis
""",
    "f'rows: {len(vis.selection.rows())} selected by hand'",
    """vis.select('digit == "7"'); print('selected from Python')""",
    "f'open: {len(earlier.sessions)} of the earlier run, {len(vis.sessions)} of this one'",
)
ROWS, SEVENS = 1797, 179
WAIT = 120_000


@pytest.fixture
def lab(tmp_path, served):
    """JupyterLab on loopback with a notebook of CELLS; the address of the notebook."""
    sources = [cell.strip() for cell in CELLS]
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": source,
         "execution_count": None, "id": f"cell{number}"}
        for number, source in enumerate(sources)
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    root = tmp_path / "notebooks"
    root.mkdir()
    (root / "latents.ipynb").write_text(json.dumps(notebook))
    token = secrets.token_urlsafe(16)
    words = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": "{port}",
        "ServerApp.port_retries": "0",
        "ServerApp.root_dir": root,
        "ServerApp.open_browser": "False",
        "ServerApp.allow_root": "True",
        "IdentityProvider.token": token,
        "LabApp.news_url": "None",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
    }
    own = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    server = served(
        ["-m", "jupyterlab", *(f"--{name}={value}" for name, value in words.items())],
        JUPYTERLAB_SETTINGS_DIR=str(tmp_path / "settings"),
        JUPYTERLAB_WORKSPACES_DIR=str(tmp_path / "workspaces"),
        IPYTHONDIR=str(tmp_path / "ipython"),
        **own,
    )
    return f"http://127.0.0.1:{server.port}/lab/tree/latents.ipynb?token={token}"


def test_a_visualizer_in_a_notebook(lab, page, console, screenshot):
    console.allow(r"404|jlab_core|api/kernels")  # JupyterLab's own
    page.set_viewport_size({"width": 1400, "height": 1300})
    page.goto(lab)
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=WAIT)

    def run(number):
        cells.nth(number).locator(".jp-InputArea-editor").click()
        page.keyboard.press("Shift+Enter")

    run(0)
    plot = page.get_by_label("scatter plot of x20 and x43")
    expect(page.get_by_text("1,797 × 64")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("colour digit")).to_be_visible()
    expect(page.get_by_title("select 9", exact=True)).to_be_visible(timeout=WAIT)  # it is drawn

    brush(page, plot)
    expect(page.get_by_text(re.compile(r"^[\d,]+ selected"))).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("selection differs most in")).to_be_visible(timeout=WAIT)
    run(1)
    answer = cells.nth(1).locator(".jp-OutputArea-output")
    expect(answer).to_contain_text("rows: ", timeout=WAIT)
    assert 0 < int(answer.inner_text().split()[1]) < ROWS

    run(2)
    expect(page.get_by_text(f"{SEVENS} selected")).to_be_visible(timeout=WAIT)
    header = page.locator("header", has_text="1,797 × 64")
    light = header.evaluate("(header) => getComputedStyle(header).backgroundColor")
    page.get_by_title("light or dark").click()
    expect(header).not_to_have_css("background-color", light, timeout=WAIT)
    screenshot(page, "notebook")

    run(0)
    expect(page.get_by_text(f"{SEVENS} selected")).to_be_hidden(timeout=WAIT)
    expect(page.get_by_title("select 9", exact=True)).to_be_visible(timeout=WAIT)
    run(3)
    counted = cells.nth(3).locator(".jp-OutputArea-output")
    expect(counted).to_contain_text("open: 0 of the earlier run, 1 of this one", timeout=WAIT)


@pytest.mark.parametrize("milliseconds", [0, 700, 2500])
def test_a_first_view_is_whole_however_slowly_the_page_builds_it(lab, page, console, milliseconds):
    console.allow(r"404|jlab_core|api/kernels")
    page.add_init_script(SLOW_IMPORTS.replace("700", str(milliseconds)))
    page.set_viewport_size({"width": 1400, "height": 1300})
    page.goto(lab)
    expect(page.get_by_text("| Idle")).to_be_visible(timeout=WAIT)
    page.locator(".jp-Notebook .jp-CodeCell").nth(0).locator(".jp-InputArea-editor").click()
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_text("1,797 × 64")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("colour digit")).to_be_visible(timeout=WAIT)
    expect(page.get_by_title("select 9", exact=True)).to_be_visible(timeout=WAIT)
    assert console.errors == []


def brush(page, plot):
    """Drag a box over the middle of `plot`."""
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    x, y, width, height = box["x"], box["y"], box["width"], box["height"]
    page.mouse.move(x + 0.3 * width, y + 0.3 * height)
    page.mouse.down()
    page.mouse.move(x + 0.5 * width, y + 0.5 * height, steps=4)
    page.mouse.move(x + 0.7 * width, y + 0.7 * height, steps=4)
    page.mouse.up()
