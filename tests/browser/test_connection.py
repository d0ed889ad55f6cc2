"""A program that is gone says so on the page, and the page goes on when it is there again."""

import os
import signal
import subprocess
import sys
import time

import pytest
from browser import serving
from playwright.sync_api import expect

PROGRAM = """
import sys
import numpy as np
import hdvis

rows = np.random.default_rng(0).normal(size=(500, 4))
hdvis.Visualizer({"row": ["Scatter Plot", "Table"]}, dataset=rows).show(
    port=int(sys.argv[1]), open_browser=False, block=True)
"""


@pytest.fixture
def program(served, tmp_path):
    return served(PROGRAM, HDVIS_STATE_DIR=str(tmp_path / "state"))


def started_again(server, tmp_path):
    """The same program on the same port."""
    script = tmp_path / f"served_{server.port}.py"
    environment = {**os.environ, "HDVIS_STATE_DIR": str(tmp_path / "state")}
    return subprocess.Popen(
        [sys.executable, str(script), str(server.port)], stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=serving.ROOT,
        start_new_session=True,
    )  # fmt: skip


def test_a_killed_program_is_said_and_its_page_goes_on_with_the_next(
    page, console, program, tmp_path
):
    console.allow(".*")  # the browser itself reports each lost connection
    page.goto(program.url)
    plot = page.get_by_role("img", name="scatter plot of x0 and x1")
    expect(plot).to_be_visible()
    page.get_by_text("select ▾").click()
    page.get_by_text("all", exact=True).click()
    expect(page.get_by_text("500 selected · 100.0 %")).to_be_visible()
    banner = page.get_by_role("alert").filter(has_text="does not answer")
    expect(banner).to_be_hidden()

    os.killpg(program.process.pid, signal.SIGKILL)
    killed = time.monotonic()
    expect(banner).to_be_visible(timeout=3000)
    assert time.monotonic() - killed < 3
    assert page.locator("main").first.evaluate("main => main.inert")

    again = started_again(program, tmp_path)
    try:
        expect(banner).to_be_hidden(timeout=60_000)
        expect(page.get_by_text("500 selected · 100.0 %")).to_be_visible(timeout=60_000)
        expect(plot).to_be_visible()
    finally:
        os.killpg(again.pid, signal.SIGKILL)
        again.wait(10)


def test_a_reload_goes_on_where_the_tab_was_where_nothing_is_kept_on_disk(page, served):
    page.goto(served(PROGRAM, HDVIS_STATE_DIR="none").url)
    expect(page.get_by_role("img", name="scatter plot of x0 and x1")).to_be_visible()
    page.get_by_text("select ▾").click()
    page.get_by_text("all", exact=True).click()
    expect(page.get_by_text("500 selected · 100.0 %")).to_be_visible()
    page.wait_for_function("Object.keys(sessionStorage).some(k => k.startsWith('hdvis-work'))")
    page.reload()
    expect(page.get_by_text("500 selected · 100.0 %")).to_be_visible(timeout=60_000)
    page.evaluate("sessionStorage.clear()")
