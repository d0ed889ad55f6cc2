"""How long after an event all plots of a page have been drawn again."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("repaint.js")
Point = tuple[float, float]


def watch(page: Page) -> None:
    """Begin to watch the canvases of the open page."""
    page.evaluate(SCRIPT.read_text())


def settle(page: Page, quiet_ms: int, timeout_ms: int = 120_000) -> None:
    """Wait until nothing has been drawn for `quiet_ms`."""
    page.wait_for_function(f"repaint_watch.quiet({quiet_ms})", timeout=timeout_ms, polling=50)


def clock_starts_at(page: Page, event: str) -> None:
    """Start the clock at the next event of this type: "pointerup" or "pointermove"."""
    page.evaluate("event => repaint_watch.start_at(event)", event)


def drag(page: Page, start: Point, end: Point, steps: int = 8) -> None:
    """Drag the mouse from `start` to `end`, in pixels of the page."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=steps)
    page.mouse.up()


def repainted(page: Page, views: int, quiet_ms: int) -> float:
    """Milliseconds from the clock's start to the last repaint, once `views` have changed."""
    page.wait_for_function(f"repaint_watch.views() >= {views}", timeout=15_000, polling=50)
    settle(page, quiet_ms)
    return float(page.evaluate("repaint_watch.elapsed()"))


def summary(times: Sequence[float]) -> dict[str, float | int]:
    """Median, 95th percentile and extremes of `times`."""
    return {
        "repeats": len(times),
        "median": float(np.median(times)),
        "p95": float(np.percentile(times, 95)),
        "min": float(np.min(times)),
        "max": float(np.max(times)),
    }
