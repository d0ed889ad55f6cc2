"""Similarity of two large spaces, and of all stages of a training with each other.

`python -m benchmarks.comparison OUT.json` from tests/. Seconds by the clock, best of five.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from hdvis.analysis.comparison import MEASURES, linear_cka, similarity_matrix


def best(job: Callable[[], Any], repeats: int = 5) -> float:
    """Seconds of the fastest of `repeats` calls."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)


def main(arguments: list[str]) -> None:
    """Measure and print."""
    draw = np.random.default_rng(0)
    large = [draw.standard_normal((200_000, 100), dtype=np.float32) for _ in range(2)]
    line = {"cka 200,000 x 100": best(lambda: linear_cka(*large))}
    stages = [draw.standard_normal((10_000, 32), dtype=np.float32) for _ in range(20)]
    for measure in MEASURES:
        line[f"20 x 20 {measure}"] = best(
            lambda measure=measure: similarity_matrix(stages, measure)
        )
    print(", ".join(f"{name} {seconds:.3g} s" for name, seconds in line.items()))
    Path(arguments[0]).write_text(json.dumps(line, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
