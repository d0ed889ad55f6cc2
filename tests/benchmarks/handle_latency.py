"""Handle to image in a real browser: a decoder of about a million parameters on the CPU.

`python -m benchmarks.handle_latency OUT.json` from tests/ times single moves of a traversal's
handle from the pointer event to the edited picture's change of pixels, how long after the end of
a drag of 60 moves a second the last picture comes, and the first and all pictures of a strip of
40, from the click to pixels.
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

MOVES, DRAGS, STRIPS, FRAMES = 40, 5, 6, 40
ROWS, LATENTS = 2_000, 100
SCRIPT = Path(__file__).with_name("handle.js")
Result = dict[str, object]


def parameters() -> int:
    """How many numbers the decoder has."""
    from hdvis_zoo import ConvVAE

    return sum(p.numel() for p in ConvVAE(LATENTS, (64, 64, 3)).decoder.parameters())


def serve(port: int) -> None:
    """Serve a traversal of random weights until killed."""
    import torch
    from hdvis_zoo import ConvVAE

    import hdvis

    torch.manual_seed(0)
    model = ConvVAE(LATENTS, (64, 64, 3)).eval()
    for weights in model.decoder.parameters():  # larger, so that every move shows
        weights.data *= 2.5 if weights.dim() > 1 else 1
    rng = np.random.default_rng(0)
    latents = rng.normal(size=(ROWS, LATENTS)).astype(np.float32)
    labels = {name: latents[:, i] > 0 for i, name in enumerate(("first", "second", "third"))}
    dataset = hdvis.Dataset.from_arrays(latents, name="random", labels=labels)
    traversal = {"module": "Semantic Traversal", "options": {"steps": FRAMES}}
    vis = hdvis.Visualizer(traversal, dataset=dataset)
    vis.set_model(model)
    vis.show(port=port, open_browser=False, block=True)


def measure(page: Page) -> Result:
    """All timings, in milliseconds."""
    slider = page.get_by_role("slider", name="first", exact=True)
    slider.wait_for(timeout=120_000)
    page.locator(".film figure").nth(FRAMES - 1).wait_for(timeout=120_000)
    page.evaluate(SCRIPT.read_text())
    page.wait_for_timeout(3000)  # the engine tries its candidates meanwhile
    box = slider.bounding_box()
    assert box
    middle, left, width = box["y"] + box["height"] / 2, box["x"], box["width"]
    page.mouse.move(left + width / 2, middle)
    page.mouse.down()
    moves(page, left, width, middle, 20)  # every batch size has its fastest form after some
    single = moves(page, left, width, middle, MOVES)
    lags = [lag(page, left, width, middle, down) for down in (False, *[True] * (DRAGS - 1))]
    strips = [strip(page, name) for name in ("second", "first") * (STRIPS // 2)]
    return {
        "parameters": parameters(),
        "move": _repaint.summary(single),
        "lag": _repaint.summary(lags),
        "strip": _repaint.summary(strips),
        "frames": FRAMES,
    }


def moves(page: Page, left: float, width: float, y: float, count: int) -> list[float]:
    """Each of `count` moves of the held handle to its other side, from pointer event to picture."""
    times = []
    near = np.random.default_rng(count).uniform(0.1, 0.4, count)
    for share in np.where(np.arange(count) % 2, near, 1 - near):
        page.wait_for_timeout(60)
        page.evaluate("handle_watch.start_at('pointermove')")
        page.mouse.move(left + share * width, y)
        page.wait_for_function(
            "handle_watch.started && handle_watch.changed > handle_watch.started"
        )
        times.append(page.evaluate("handle_watch.changed - handle_watch.started"))
    return times


def lag(page: Page, left: float, width: float, y: float, down: bool) -> float:
    """From the end of a drag of 1.5 seconds to the last change of the picture."""
    if down:
        page.mouse.down()
    page.evaluate("handle_watch.start_at('pointerup')")
    for share in 0.5 + 0.4 * np.sin(np.linspace(0, 6, 90)):
        began = time.perf_counter()
        page.mouse.move(left + share * width, y)
        page.wait_for_timeout(max(0.0, 1000 / 60 - 1000 * (time.perf_counter() - began)))
    page.mouse.up()
    page.wait_for_timeout(1200)
    return float(page.evaluate("Math.max(0, handle_watch.changed - handle_watch.started)"))


def strip(page: Page, name: str) -> float:
    """From the click on a row's name to all pictures of its strip."""
    page.wait_for_timeout(300)
    page.evaluate("handle_watch.start_at('click')")
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_function(
        f"handle_watch.strip > handle_watch.started && handle_watch.strips === {FRAMES}"
    )
    page.wait_for_timeout(400)
    return float(page.evaluate("handle_watch.strip - handle_watch.started"))


def main(arguments: list[str]) -> None:
    """Measure and print, or serve when told to."""
    if arguments[:1] == ["--serve"]:
        return serve(int(arguments[1]))
    command = ["-m", "benchmarks.handle_latency", "--serve", "{port}"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = serving.start(command, Path(folder), PYTHONPATH=str(Path(__file__).parents[1]))
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        try:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto(server.url)
            result = measure(page)
        finally:
            browser.close()
            server.stop()
    move, lags, strips = result["move"], result["lag"], result["strip"]
    print(
        f"{result['parameters']:,} parameters on the CPU: handle to image "
        f"median {move['median']:.0f} "
        f"p95 {move['p95']:.0f} ms, lag after a 60 Hz drag median {lags['median']:.0f} "
        f"p95 {lags['p95']:.0f} ms, strip of {FRAMES} median {strips['median']:.0f} ms"
    )
    Path(arguments[0]).write_text(json.dumps(result, indent=1))
    return None


if __name__ == "__main__":
    main(sys.argv[1:])
