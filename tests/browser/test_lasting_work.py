"""What a person did is there after F5, after kill -9, and in the next program."""

import os
import signal

import numpy as np
import pytest
from browser import serving
from playwright.sync_api import expect


@pytest.fixture
def data(tmp_path):
    rng = np.random.default_rng(2)
    path = tmp_path / "latents.npz"
    np.savez(
        path,
        vectors=rng.normal(size=(3000, 4)),
        kind=np.array(["a", "b"])[rng.integers(0, 2, 3000)],
    )
    return path


@pytest.fixture
def program(data, tmp_path):
    """Starts `hdvis show` on the data, as often as a test likes."""
    running = []

    def start():
        words = ["-m", "hdvis", "show", str(data), "--port", "{port}", "--no-browser"]
        server = serving.start(words, tmp_path, HDVIS_STATE_DIR=str(tmp_path / "state"))
        running.append(server)
        return server

    yield start
    for server in running:
        server.stop()


def opened(page, server):
    page.goto(server.url)
    expect(page.get_by_role("region", name="Scatter Plot")).to_be_visible(timeout=60_000)
    expect(page.locator("footer .kept")).to_have_text("saved", timeout=60_000)


def brush(page):
    """Draw a box over the middle of the scatter plot."""
    canvas = page.get_by_role("region", name="Scatter Plot").locator("canvas").first
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.35, box["y"] + box["height"] * 0.35)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.65, box["y"] + box["height"] * 0.65, steps=5)
    page.mouse.up()
    expect(page.locator("span.selected")).to_contain_text("selected", timeout=20_000)
    expect(page.locator("footer .kept")).to_have_text("saved")
    page.wait_for_timeout(300)
    return page.locator("span.selected").inner_text()


def test_a_brush_survives_a_reload_a_kill_and_undo_goes_on(page, console, program, tmp_path):
    first = program()
    opened(page, first)
    said = brush(page)
    page.reload()
    expect(page.locator("span.selected")).to_have_text(said, timeout=60_000)
    os.killpg(first.process.pid, signal.SIGKILL)
    console.allow("WebSocket|Failed to load|ERR_CONNECTION")
    second = program()
    opened(page, second)
    expect(page.locator("span.selected")).to_have_text(said, timeout=60_000)
    # what was drawn on an embedding is kept as its rows
    expect(page.locator(".reason")).to_have_text(f"{said.split()[0]} rows")
    page.keyboard.press("Control+z")
    expect(page.locator("span.selected")).to_have_text("")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("span.selected")).to_have_text(said)
