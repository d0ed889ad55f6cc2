"""A click on "make a direction" to the pictures of its strip, in a real browser.

`python -m benchmarks.make_direction OUT.json` from tests/ serves 60,000 random latents of 32
dimensions with three labels and a small decoder in the layout latentvis, selects 600 other rows
each time, and times from the click in the header's menu until all nine pictures have changed.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from benchmarks import _repaint
from browser import chromium, serving
from playwright.sync_api import Page, sync_playwright

ROWS, LATENTS, BRUSH, FRAMES, REPEATS = 60_000, 32, 600, 9, 12
SCRIPT = Path(__file__).with_name("handle.js")


def serve(port: int) -> None:
    """Serve the layout until killed; each new direction moves the selection on."""
    import torch
    from hdvis_zoo import MLPVAE

    import hdvis

    torch.manual_seed(0)
    model = MLPVAE(LATENTS, (28, 28, 1)).eval()
    for weights in model.decoder.parameters():  # larger, so that every direction shows
        weights.data *= 3 if weights.dim() > 1 else 1
    rng = np.random.default_rng(0)
    latents = rng.normal(size=(ROWS, LATENTS)).astype(np.float32)
    labels = {name: latents[:, i] > 1 for i, name in enumerate(("first", "second", "third"))}
    dataset = hdvis.Dataset.from_arrays(latents, name="random", labels=labels)
    vis = hdvis.Visualizer("latentvis", dataset=dataset)
    vis.set_model(model)
    vis.show(port=port, open_browser=False, block=False)
    known = -1
    while True:
        time.sleep(0.5)
        directions = vis.session.state.directions if vis.sessions else None
        if directions is not None and len(directions.names) != known:
            known = len(directions.names)
            vis.select(np.arange(known * BRUSH, (known + 1) * BRUSH))


def measure(page: Page) -> list[float]:
    """Milliseconds of each of `REPEATS` clicks."""
    page.locator(".film figure").nth(FRAMES - 1).wait_for(timeout=30_000)
    page.evaluate(SCRIPT.read_text())
    times = []
    for _ in range(REPEATS):
        page.wait_for_timeout(4000)  # what the last one set going comes to rest
        page.get_by_title("select", exact=True).click()
        page.evaluate("handle_watch.start_at('click')")
        page.get_by_role("menuitem", name="make a direction").click()
        page.wait_for_function("handle_watch.strip > handle_watch.started")
        page.wait_for_timeout(300)
        times.append(page.evaluate("handle_watch.strip - handle_watch.started"))
    return times


def main(arguments: list[str]) -> None:
    """Measure and print, or serve when told to."""
    if arguments[:1] == ["--serve"]:
        return serve(int(arguments[1]))
    command = ["-m", "benchmarks.make_direction", "--serve", "{port}"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = serving.start(command, Path(folder), PYTHONPATH=str(Path(__file__).parents[1]))
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        try:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto(server.url)
            times = _repaint.summary(measure(page))
        finally:
            browser.close()
            server.stop()
    print(
        f"make a direction of {BRUSH} among {ROWS:,} × {LATENTS}, click to strip: "
        f"median {times['median']:.0f} p95 {times['p95']:.0f} ms"
    )
    Path(arguments[0]).write_text(json.dumps({"rows": ROWS, "click": times}, indent=1))
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
