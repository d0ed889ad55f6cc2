"""hdvis as users get it: a wheel in a fresh environment, with a third party's plugin beside it."""

import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from browser import serving
from browser.environment import ROOT, TEMPLATE, VIEW, build_wheel, call, make_environment
from playwright.sync_api import expect

SHOWN = ("hdvis", "plugins")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """The python of an environment with the wheel and both plugins of the examples."""
    copies = [tmp_path_factory.mktemp("plugin") / source.name for source in (TEMPLATE, VIEW)]
    for source, copy in zip((TEMPLATE, VIEW), copies, strict=True):
        shutil.copytree(source, copy)
    return make_environment(tmp_path_factory.mktemp("environment"), wheel, *copies)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Path:
    """A folder that has nothing to do with the checkout."""
    return tmp_path_factory.mktemp("elsewhere")


def test_the_wheel_holds_every_script_layout_and_the_licence(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    scripts = {
        file.relative_to(ROOT / top if top == "plugins" else ROOT).as_posix()
        for top in SHOWN
        for suffix in ("*.js", "*.css")
        for file in (ROOT / top).rglob(suffix)
    }
    layouts = {f"hdvis/layouts/{file.name}" for file in (ROOT / "layouts").glob("*.json")}
    assert scripts
    assert layouts
    assert scripts | layouts <= inside
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in inside)
    assert not any(name.startswith(("tests/", "examples/")) for name in inside)


def test_the_installed_hdvis_is_not_the_checkout(python, elsewhere):
    where = "import hdvis, hdvis_views; print(hdvis.__file__, hdvis_views.__file__)"
    for file in call(python, "-c", where, cwd=elsewhere).split():
        assert Path(file).is_relative_to(python.parents[1])


def test_the_installed_commands_answer(python, elsewhere):
    hdvis = python.with_name("hdvis")
    assert call(hdvis, "check", "explore", "Selection Count", cwd=elsewhere).count("good") == 2
    listed = call(hdvis, "plugins", cwd=elsewhere)
    assert "hdvis-selection-count 0.1.0" in listed
    assert "Selection Count" in listed


@pytest.mark.parametrize("plugin", [TEMPLATE, VIEW], ids=lambda plugin: plugin.name)
def test_a_plugins_own_tests_pass_there(plugin, python, elsewhere):
    tests = elsewhere / f"{plugin.name}-tests"
    shutil.copytree(plugin / "tests", tests)
    call(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", tests, cwd=tests)


def test_a_third_partys_own_script_draws_and_selects(python, elsewhere, page):
    layout = json.dumps({"row": ["Histogram", "Image"]})
    command = [python.with_name("hdvis"), "demo", "digits", "--no-browser", "--port", "{port}"]
    server = serving.start([*command, "--layout", layout], elsewhere, python=python, cwd=elsewhere)
    try:
        page.goto(server.url)
        histogram = page.get_by_role("application", name="histogram of")
        expect(histogram).to_be_visible()
        histogram.focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator("span.selected")).to_contain_text("selected")
        page.keyboard.press("?")
        keys = page.get_by_role("dialog", name="gestures and keys")
        expect(keys).to_contain_text("select the rows of the next bar")
    finally:
        page.goto("about:blank")  # what it still has to say has nowhere to go afterwards
        server.stop()


def test_the_installed_page_has_every_layout_and_a_third_partys_view(python, elsewhere, page):
    layout = json.dumps({"row": ["Selection Count", "Image"]})
    command = [python.with_name("hdvis"), "demo", "digits", "--no-browser", "--port", "{port}"]
    server = serving.start([*command, "--layout", layout], elsewhere, python=python, cwd=elsewhere)
    try:
        page.goto(server.url)
        expect(page.get_by_text("1,797 × 64")).to_be_visible()
        expect(page.get_by_text("Selection Count")).to_be_visible()
        expect(page.get_by_text("0 rows")).to_be_visible()
        page.get_by_title("layout", exact=True).click()
        offered = page.get_by_role("menuitem").all_inner_texts()
        assert {file.stem for file in (ROOT / "layouts").glob("*.json")} <= set(offered)
        page.keyboard.press("Escape")
        page.get_by_title("select", exact=True).click()
        page.get_by_role("menuitem", name="all").click()
        expect(page.get_by_text("1797 rows")).to_be_visible()
    finally:
        page.goto("about:blank")  # what it still has to say has nowhere to go afterwards
        server.stop()


def test_a_plugin_file_beside_a_layout_needs_no_packaging(page, served, tmp_path):
    source = (TEMPLATE / "src" / "hdvis_selection_count.py").read_text()
    (tmp_path / "hdvis_plugin.py").write_text(source.replace("Selection Count", "Beside"))
    (tmp_path / "mine.json").write_text('{"row": ["Beside", "Image"]}')
    np.save(tmp_path / "numbers.npy", np.random.default_rng(1).normal(size=(321, 3)))
    show = ["-m", "hdvis", "show", tmp_path / "numbers.npy", "--layout", tmp_path / "mine.json"]
    page.goto(served([*show, "--no-browser", "--port", "{port}"]).url)
    expect(page.get_by_text("Beside")).to_be_visible()
    expect(page.get_by_text("0 rows")).to_be_visible()
    expect(page.get_by_text("321 × 3")).to_be_visible()
