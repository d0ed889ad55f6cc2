"""Brush to repaint of all linked views in a real browser, beside HoloViews in the same run.

`python -m benchmarks.linked_brush OUT.json [SIZES]` from tests/ measures 1e4, 1e5 and 1e6 rows of
sixteen columns: Parallel Coordinate of all of them, a scatter of two and one of an embedding.
Dragging is timed move by move, each from its pointer event to the last view's last change of
pixels; release from the mouse-up to the full picture; opening from the navigation to the last view.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from benchmarks import _holoviews, _repaint
from browser import chromium, serving
from playwright.sync_api import Page, sync_playwright

SIZES = (10_000, 100_000, 1_000_000)
VIEWS = 3
MOVES, RELEASES = 25, 10
LIVE_QUIET_MS, QUIET_MS = 250, 700
Result = dict[str, object]


def serve(n: int, port: int) -> None:
    """Serve hdvis for `n` rows until killed."""
    from sklearn.decomposition import PCA

    import hdvis

    rows = _holoviews.vectors(n)
    places = PCA(2, random_state=0).fit_transform(rows)
    dataset = hdvis.Dataset.from_arrays(
        rows, name="clusters", labels={"e0": places[:, 0], "e1": places[:, 1]}
    )
    embedding = {"module": "Scatter Plot", "options": {"x": "e0", "y": "e1"}}
    columns = {"module": "Scatter Plot", "options": {"x": "x0", "y": "x1"}}
    axes = {"module": "Parallel Coordinate", "options": {"columns": [f"x{i}" for i in range(16)]}}
    layout = {"column": [axes, {"row": [columns, embedding]}]}
    hdvis.Visualizer(layout, dataset=dataset).show(port=port, open_browser=False, block=True)


@contextmanager
def opened(n: int) -> Iterator[tuple[Page, float]]:
    """The page of `n` rows with all views drawn, and the seconds that took."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        command = ["-m", "benchmarks.linked_brush", "--serve", str(n), "{port}"]
        server = serving.start(command, Path(folder), PYTHONPATH=str(Path(__file__).parents[1]))
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        try:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            began = time.perf_counter()
            page.goto(server.url)
            page.locator("canvas").nth(VIEWS - 1).wait_for(timeout=120_000)
            _repaint.watch(page)
            _repaint.settle(page, 1500)
            quiet = page.evaluate("performance.now() - repaint_watch.quiet_since") / 1000
            yield page, time.perf_counter() - began - quiet
        finally:
            browser.close()
            server.stop()


def first_axis(page: Page) -> tuple[float, float, float]:
    """x of the first axis, and the y range of its line, in pixels of the page."""
    head = page.locator("button.head").first.bounding_box()
    plot = page.locator("canvas").first.bounding_box()
    assert head
    assert plot
    return head["x"] + head["width"] / 2, plot["y"] + 44, plot["y"] + plot["height"] - 26


def clear(page: Page) -> None:
    """Select nothing, and wait until that is drawn."""
    page.keyboard.press("Escape")
    _repaint.settle(page, QUIET_MS)


def dragged(page: Page) -> list[float]:
    """Milliseconds of each move of one drag along the first axis."""
    x, top, bottom = first_axis(page)
    span = bottom - top
    clear(page)
    page.mouse.move(x, top + 0.2 * span)
    page.mouse.down()
    page.mouse.move(x, top + 0.3 * span, steps=4)
    times = []
    for place in np.linspace(0.32, 0.8, MOVES):
        _repaint.settle(page, LIVE_QUIET_MS)
        _repaint.clock_starts_at(page, "pointermove")
        page.mouse.move(x, top + place * span)
        times.append(_repaint.repainted(page, VIEWS, LIVE_QUIET_MS))
    page.mouse.up()
    return times


def released(page: Page) -> list[float]:
    """Milliseconds from mouse-up to the full picture, of several brushes."""
    x, top, bottom = first_axis(page)
    times = []
    for start in np.random.default_rng(1).uniform(0.1, 0.6, RELEASES):
        clear(page)
        _repaint.clock_starts_at(page, "pointerup")
        ends = [(x, top + place * (bottom - top)) for place in (start, start + 0.25)]
        _repaint.drag(page, *ends)
        times.append(_repaint.repainted(page, VIEWS, QUIET_MS))
    return times


def measure(n: int) -> Result:
    """hdvis and HoloViews at `n` rows."""
    with opened(n) as (page, seconds):
        released(page)  # the first brushes compile
        drag, release = dragged(page), released(page)
    theirs = _holoviews.measure(n)
    return {
        "n": n,
        "opened_s": seconds,
        "drag": _repaint.summary(drag),
        "release": _repaint.summary(release),
        "holoviews": theirs,
        "ratio": theirs["median"] / float(np.median(release)),
    }


def line(result: Result) -> str:
    """One result in words."""
    drag, release, theirs = result["drag"], result["release"], result["holoviews"]
    return (
        f"{result['n']:,} × 16, three views: drag median {drag['median']:.0f} "
        f"p95 {drag['p95']:.0f} ms, "
        f"release median {release['median']:.0f} p95 {release['p95']:.0f} ms, "
        f"opened in {result['opened_s']:.1f} s; HoloViews, two views, release median "
        f"{theirs['median']:.0f} p95 {theirs['p95']:.0f} ms ({result['ratio']:.1f}×)"
    )


def main(arguments: list[str]) -> None:
    """Measure and print, or serve when told to."""
    if arguments[:1] == ["--serve"]:
        return serve(int(arguments[1]), int(arguments[2]))
    out, *sizes = arguments
    results = []
    for n in [int(float(size)) for size in sizes] or SIZES:
        results.append(measure(n))
        print(line(results[-1]), flush=True)
    Path(out).write_text(json.dumps(results, indent=1))
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
