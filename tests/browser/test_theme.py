"""Light and dark: as the system asks until the reader chooses, and then as chosen."""

import pytest
from playwright.sync_api import expect

LIGHT, DARK = "rgb(244, 245, 247)", "rgb(18, 20, 24)"


def figured():
    import numpy as np
    import panel as pn
    from bokeh.plotting import figure

    from hdvis import Dataset, Module, Visualizer, hookimpl

    class Figured(Module):
        title = "Figured"

        def __panel__(self):
            made = figure(height=150, title="a figure")
            made.line([0, 1], [0, 1])
            return pn.Column(pn.widgets.TextInput(name="words"), pn.pane.Bokeh(made))

    class Plugin:
        @hookimpl
        def hdvis_modules(self):
            return [Figured]

    data = Dataset.from_arrays(np.random.default_rng(0).normal(size=(200, 3)))
    layout = {"row": ["Figured", "Scatter Plot"]}
    return Visualizer(layout, dataset=data, plugins=[Plugin()])


@pytest.fixture
def url(served):
    return served(figured).url


def ground(page, color):
    expect(page.locator("html")).to_have_css("background-color", color)


def until_quiet(page, frames):
    """Wait until a page that opens has been told all it is told then."""
    known = -1
    while known != len(frames):
        known = len(frames)
        page.wait_for_timeout(2000)


def test_the_page_follows_the_system_until_a_choice_which_it_remembers(page, url):
    page.emulate_media(color_scheme="dark")
    page.goto(url)
    ground(page, DARK)
    page.emulate_media(color_scheme="light")
    ground(page, LIGHT)
    page.get_by_role("button", name="light or dark").click()
    ground(page, DARK)
    page.reload()
    ground(page, DARK)
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    ground(page, DARK)


def test_canvases_widgets_and_figures_follow_without_a_picture_being_sent(page, url):
    page.emulate_media(color_scheme="light")
    frames = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda data: frames.append(data)))
    page.goto(url)
    scatter = page.get_by_role("region", name="Scatter Plot").locator("canvas").first
    figure = page.get_by_role("region", name="Figured").locator("canvas").first
    corner = "c => [...c.getContext('2d').getImageData(c.width - 2, 2, 1, 1).data].slice(0, 3)"
    expect(figure).to_be_visible()
    assert scatter.evaluate(corner) == [255, 255, 255]
    until_quiet(page, frames)
    frames.clear()
    page.get_by_role("button", name="light or dark").click()
    ground(page, DARK)
    page.wait_for_timeout(800)
    assert scatter.evaluate(corner) == [26, 29, 35]
    assert figure.evaluate(corner) == [26, 29, 35]
    field = page.get_by_role("region", name="Figured").locator("input[type=text]")
    expect(field).to_have_css("background-color", DARK)
    assert sum(len(data) for data in frames) < 20_000, "a picture came for another theme"
