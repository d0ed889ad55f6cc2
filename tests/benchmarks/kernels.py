"""Print what each kernel takes beside numpy, at a million rows of sixteen columns.

Run as `python tests/benchmarks/kernels.py [results.json]`.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from hdvis.accel import lasso, masks, nearest, pair_lines, pairs, planes, shades
from hdvis.accel.warm import warm
from hdvis.data import Column
from hdvis.render import AxisPlanes, AxisTable, PointPlanes, Viewport

N, D, SIDE = 1_000_000, 16, 600
Job = Callable[[], object]


def median_ms(job: Job, budget: float = 1.0) -> float:
    """Median processor time of `job` in milliseconds, over up to 15 runs within `budget` seconds.

    Every job runs in this thread, so other work on the machine counts little.
    """
    job()
    times: list[float] = []
    while len(times) < 15 and sum(times) < budget:
        start = time.thread_time()
        job()
        times.append(time.thread_time() - start)
    return 1000 * float(np.median(times))


@dataclass(frozen=True)
class Sample:
    """A million rows, and a tenth, a fifth and a polygon of them."""

    x: np.ndarray
    codes: np.ndarray
    tenth: np.ndarray
    fifth: np.ndarray
    polygon: np.ndarray

    @classmethod
    def made(cls) -> "Sample":
        rng = np.random.default_rng(0)
        x = np.clip(rng.normal(0.5, 0.15, (D, N)), 0, 1).astype(np.float32)
        share, angle = rng.random(N), np.linspace(0, 2 * np.pi, 60, endpoint=False)
        radius = 0.2 * (1 + 0.3 * np.sin(5 * angle))
        polygon = 0.5 + np.c_[radius * np.cos(angle), radius * np.sin(angle)]
        codes = np.minimum(x * 255, 254).astype(np.uint8)
        return cls(x, codes, share < 0.1, share < 0.2, polygon)


def mask_jobs(s: Sample) -> Iterator[tuple[str, Job, Job | None]]:
    yield (
        "range over a column",
        lambda: masks.range_mask(s.x[0], 0.3, 0.7),
        lambda: (s.x[0] >= 0.3) & (s.x[0] <= 0.7),
    )
    yield (
        "lasso of 60 corners",
        lambda: lasso.polygon_mask(s.x[0], s.x[1], s.polygon),
        lambda: ray_casting(s.x[0], s.x[1], s.polygon),
    )
    yield "compact 10 %", lambda: masks.compact(s.tenth), lambda: np.flatnonzero(s.tenth)
    yield "mask and mask", lambda: masks.combine("and", s.tenth, s.fifth), None


def plane_jobs(s: Sample) -> Iterator[tuple[str, Job, Job | None]]:
    x, y, size = s.x[0], s.x[1], SIDE * SIDE
    frame = ((0, 1), (0, 1))
    pixels = planes.pixel_index(x, y, 0, 1, 0, 1, SIDE, SIDE)
    tenth = masks.compact(s.tenth)
    counts = planes.count_all(pixels, size)
    yield "pixel index", lambda: planes.pixel_index(x, y, 0, 1, 0, 1, SIDE, SIDE), None
    yield (
        "plane of all rows",
        lambda: planes.count_all(pixels, size),
        lambda: np.histogram2d(x, y, SIDE, frame),
    )
    yield (
        "plane of 10 % by index",
        lambda: planes.count_rows(pixels, tenth, size),
        lambda: np.bincount(pixels[tenth], minlength=size),
    )
    yield "plane of 10 % by mask", lambda: planes.count_mask(pixels, s.tenth, size), None
    yield "shade", lambda: shades.log_shade(counts, 1000), None
    yield (
        "nearest row",
        lambda: nearest.nearest_point(x, y, 0.5, 0.5, 0.02, 0.02),
        lambda: np.argmin((x - 0.5) ** 2 + (y - 0.5) ** 2),
    )


def axis_jobs(s: Sample) -> Iterator[tuple[str, Job, Job | None]]:
    order = range(D)
    bins = pairs.binned(np.ascontiguousarray(s.codes.T), 128)
    tenth = masks.compact(s.tenth)
    counts = pairs.pairs_counts(s.codes, order)
    yield (
        "pair counts of all rows",
        lambda: pairs.pairs_counts(s.codes, order),
        lambda: [np.bincount(a * np.int64(256) + b) for a, b in pairwise(s.codes)],
    )
    yield (
        "pair counts of 10 %",
        lambda: pairs.pairs_counts_rows(bins, order, tenth),
        None,
    )
    yield (
        "pair counts, 1 % changed",
        lambda: pairs.pairs_change(counts, bins, order, tenth[:5000], tenth[5000:10_000]),
        None,
    )
    yield "lines 1000 x 320", lambda: pair_lines.draw_pairs(counts, 1000, 320), None


def view_jobs(s: Sample) -> Iterator[tuple[str, Job, Job | None]]:
    points = PointPlanes(s.x[0], s.x[1], Viewport(), SIDE, SIDE)
    axes = AxisPlanes(
        AxisTable([Column(f"x{i}", v) for i, v in enumerate(s.x)]), range(D), 1000, 320
    )
    yield "scatter, 10 % selected", lambda: points.selected(s.tenth), None
    yield "  at half size", lambda: points.half().selected(s.tenth), None
    fresh = [s.tenth, s.fifth]

    def other() -> np.ndarray:
        fresh.reverse()
        return fresh[0]

    yield "axes, 10 or 20 % selected", lambda: axes.selected(other()), None
    yield "  at half size", lambda: axes.half().selected(other()), None
    yield "nearest line", lambda: axes.nearest_line(300, 100), None


def ray_casting(x: np.ndarray, y: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The even-odd rule, edge by edge."""
    inside = np.zeros(x.size, bool)
    for (xa, ya), (xb, yb) in zip(np.roll(points, 1, axis=0), points, strict=True):
        crosses = (ya > y) != (yb > y)
        inside ^= crosses & (x < xa + (xb - xa) * ((y - ya) / (yb - ya)))
    return inside


def main() -> None:
    """Print a line per job and, given a path, write them all as JSON."""
    warm()
    sample, results = Sample.made(), []
    for jobs in (mask_jobs, plane_jobs, axis_jobs, view_jobs):
        for name, job, usual in jobs(sample):
            ours = median_ms(job)
            theirs = None if usual is None else median_ms(usual)
            beside = "" if theirs is None else f"numpy {theirs:9.2f} ms   {theirs / ours:6.1f} ×"
            print(f"{name:28} {ours:8.2f} ms   {beside}")
            results.append({"job": name.strip(), "ms": ours, "numpy_ms": theirs})
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(
            json.dumps({"rows": N, "columns": D, "jobs": results}, indent=1)
        )


if __name__ == "__main__":
    main()
