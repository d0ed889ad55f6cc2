"""Mouse-up to repaint of what users have today: HoloViews' linked, rasterised scatter plots.

A scatter of two columns and a scatter of an embedding, joined by `link_selections`, served by
Panel on loopback and driven in a real Chromium; `linked_brush` runs it beside hdvis.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
from benchmarks import _repaint
from browser import chromium, serving
from playwright.sync_api import Page, sync_playwright

DIMENSIONS = 16
QUIET_MS = 1500
VIEWS = 2


def vectors(n: int) -> np.ndarray:
    """Eight Gaussian clusters in sixteen dimensions, (n, 16) float32."""
    rng = np.random.default_rng(0)
    centres = rng.normal(scale=2.0, size=(8, DIMENSIONS))
    rows = centres[rng.integers(0, 8, n)] + rng.normal(size=(n, DIMENSIONS))
    return rows.astype(np.float32)


def serve(n: int, port: int) -> None:
    """Serve the linked page for `n` rows until killed."""
    import holoviews as hv
    import pandas as pd
    import panel as pn
    from holoviews.operation.datashader import rasterize
    from sklearn.decomposition import PCA

    hv.extension("bokeh")
    rows = vectors(n)
    table = pd.DataFrame(rows, columns=[f"x{i}" for i in range(DIMENSIONS)])
    table[["e0", "e1"]] = PCA(2, random_state=0).fit_transform(rows)
    hv.opts.defaults(hv.opts.Image(tools=["box_select"], active_tools=["box_select"]))

    def page():
        plots = rasterize(hv.Points(table, ["x0", "x1"])) + rasterize(
            hv.Points(table, ["e0", "e1"])
        )
        size = hv.opts.Image(width=450, height=450, toolbar="above")
        return pn.Column(hv.selection.link_selections.instance()(plots.opts(size)))

    pn.serve(page, port=port, address="127.0.0.1", show=False)


def boxes(count: int) -> list[tuple[float, float, float, float]]:
    """Boxes to brush, as fractions of the plot: small and large, no two alike."""
    rng = np.random.default_rng(1)
    corners = rng.uniform(0.2, 0.5, size=(count, 2))
    sides = rng.uniform(0.1, 0.3, size=(count, 2))
    return [(x, y, x + w, y + h) for (x, y), (w, h) in zip(corners, sides, strict=True)]


def brush(page: Page, box: tuple[float, float, float, float]) -> float:
    """Brush `box` on the first plot; milliseconds from release to the last repaint."""
    plot = page.locator(".bk-Figure").first.bounding_box()
    assert plot
    x0, y0, x1, y1 = box
    left, top, width, height = plot["x"], plot["y"], plot["width"], plot["height"]
    _repaint.settle(page, QUIET_MS)
    _repaint.clock_starts_at(page, "pointerup")
    _repaint.drag(
        page, (left + x0 * width, top + y0 * height), (left + x1 * width, top + y1 * height)
    )
    return _repaint.repainted(page, VIEWS, QUIET_MS)


def measure(n: int, repeats: int = 12) -> dict[str, float | int]:
    """Milliseconds from mouse-up to the repaint of both views, over `repeats` brushes."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = ["-m", "benchmarks._holoviews", "--serve", str(n), "{port}"]
        server = serving.start(command, Path(folder), PYTHONPATH=str(Path(__file__).parents[1]))
        try:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), args=list(chromium.FLAGS)
            )
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto(server.url)
            page.locator(".bk-Figure").nth(VIEWS - 1).wait_for(timeout=120_000)
            _repaint.watch(page)
            first, *rest = boxes(repeats + 1)
            brush(page, first)  # the first selection compiles
            times = [brush(page, box) for box in rest]
            browser.close()
        finally:
            server.stop()
    return {"n": n, "d": DIMENSIONS, "views": VIEWS, **_repaint.summary(times)}


if __name__ == "__main__":
    serve(int(sys.argv[2]), int(sys.argv[3]))
