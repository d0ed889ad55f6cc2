"""Merge trees, segments and new levels, on a graph that is already there.

`python -m benchmarks.topology OUT.json` from tests/; six noisy peaks over random points in five
dimensions, on the graph of their 8 nearest neighbours. Times are processor time, best of five.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from hdvis.analysis.neighbors import neighbor_graph
from hdvis.analysis.topology import merge_tree

SIZES = (100_000, 1_000_000)
DIMENSIONS, NEIGHBORS = 5, 8


def peaks(points: np.ndarray, noise: float = 0.01) -> np.ndarray:
    """Six peaks (n,) of different heights, and a little noise on them."""
    draw = np.random.default_rng(7)
    tops = draw.uniform(0.15, 0.85, (6, points.shape[1]))
    far = ((points[:, None] - tops) ** 2).sum(axis=2)
    hills = np.linspace(1, 0.5, 6) * np.exp(-far / 0.05)
    return hills.sum(axis=1) + noise * draw.standard_normal(len(points))


def best_ms(job: Callable[[], Any], repeats: int = 5) -> float:
    """Milliseconds of processor time of the fastest of `repeats` calls, all on one thread."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return 1000.0 * min(times)


def measured(n: int) -> dict[str, Any]:
    """One line of figures for `n` points."""
    points = np.random.default_rng(0).random((n, DIMENSIONS))
    f = peaks(points)
    graph = neighbor_graph(points, NEIGHBORS)
    tree = merge_tree(graph, f)
    levels = iter(np.linspace(0.01, 0.2, 1000))
    return {
        "rows": n,
        "edges": graph.indices.size,
        "extrema": len(tree.extrema),
        "tree_and_segments_ms": best_ms(lambda: merge_tree(graph, f).segments(0.1)),
        "new_level_ms": best_ms(lambda: tree.segments(next(levels)), 20),
        "extremum_graph_ms": best_ms(lambda: tree.extremum_graph(next(levels)), 20),
    }


def main(arguments: list[str]) -> None:
    """Measure and print."""
    lines = [measured(n) for n in SIZES]
    for line in lines:
        print(", ".join(f"{k} {v:.3g}" if isinstance(v, float) else f"{k} {v:,}"
                        for k, v in line.items()))  # fmt: skip
    Path(arguments[0]).write_text(json.dumps(lines, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
