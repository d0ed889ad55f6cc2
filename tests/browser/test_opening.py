"""A page that is still being built when a view joins it."""

import numpy as np
import pytest
from playwright.sync_api import expect

import hdvis

SLOW_IMPORTS = """
let real;
Object.defineProperty(self, "importShim", {
  configurable: true,
  set(found) { real = found; },
  get() {
    return real && (async (...what) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      return real(...what);
    });
  },
});
"""


@pytest.fixture
def waiting():
    """A page on this process's own server, its scatter plot waiting for data."""
    vis = hdvis.Visualizer("Scatter Plot")
    yield vis.show(open_browser=False, block=False)
    vis.stop()


def test_a_view_that_comes_while_its_pane_is_being_built_is_shown(page, waiting):
    def on_socket(socket):
        socket.on("framereceived", on_frame)

    def on_frame(frame):
        if "PULL-DOC-REPLY" in str(frame):  # the page has read all it will be built from
            waiting.data.set_data(np.arange(8.0).reshape(4, 2))

    page.add_init_script(SLOW_IMPORTS)
    page.on("websocket", on_socket)
    page.goto(waiting.url)
    expect(page.get_by_role("img", name="scatter plot of x0 and x1")).to_be_visible()
