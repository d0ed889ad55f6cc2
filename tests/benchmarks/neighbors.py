"""The nearest neighbours of all rows, on the processor and, where there is one, a CUDA device.

`python -m benchmarks.neighbors OUT.json` from tests/; the rows are a mixture of 50 normal
distributions, and the lists that the processor searches are compared with all pairs of 2,000 rows.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from hdvis.accel.device_neighbors import nearest_on_device, neighbor_device
from hdvis.analysis.neighbors import nearest_among, neighbor_graph

SIZES = ((70_000, 50, 30), (200_000, 64, 64))
LOOKED_AT = 2_000


def made(n: int, d: int) -> np.ndarray:
    """Rows (n, d) float32, the same each time."""
    draw = np.random.default_rng(0)
    middles = 3 * draw.standard_normal((50, d))
    return (middles[draw.integers(50, size=n)] + draw.standard_normal((n, d))).astype(np.float32)


def compared(n: int, d: int, k: int) -> dict[str, Any]:
    """Seconds of each way, and how many of the true neighbours it found."""
    points = made(n, d)
    points -= points.mean(axis=0)
    some = np.random.default_rng(1).choice(n, LOOKED_AT, replace=False)
    truth = nearest_among(points[some], points, k + 1)[0]

    def recall(indices: np.ndarray) -> float:
        shared = [len(set(a) & set(b)) for a, b in zip(indices[some], truth, strict=True)]
        return float(np.mean(shared)) / k

    neighbor_graph(points[:30_000], k, exact=False)  # kernels are compiled once
    start = time.perf_counter()
    lists = neighbor_graph(points, k, exact=False).indices
    line = {"rows": n, "dims": d, "k": k, "lists_s": time.perf_counter() - start}
    line["lists_recall"] = recall(lists)
    if device := neighbor_device():
        nearest_on_device(points[:1000], k, device)
        start = time.perf_counter()
        found = nearest_on_device(points, k, device)
        line |= {"device_s": time.perf_counter() - start, "device_recall": recall(found)}
    return line


def main(arguments: list[str]) -> None:
    """Measure and print."""
    lines = [compared(*size) for size in SIZES]
    for line in lines:
        print(", ".join(f"{k} {v:.3g}" if isinstance(v, float) else f"{k} {v:,}"
                        for k, v in line.items()))  # fmt: skip
    Path(arguments[0]).write_text(json.dumps(lines, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
