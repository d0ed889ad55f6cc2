"""Seconds to a first picture and to a neighbour embedding of 70,000 × 50, beside umap-learn.

`python -m benchmarks.embedding OUT.json` from tests/ prints one line and writes the figures.
Fashion-MNIST by PCA is used where the shared data have it, else generated groups. The ratio is of
processor time, so that other work on the machine counts little; both are warm, umap-learn having
compiled itself on a few rows before.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from hdvis.analysis import embed, measured, neighbor_graph, place
from hdvis.analysis.embedding import Embedding

ROOT = Path(__file__).parents[2]
N, D = 70_000, 50
METHOD = "Neighbor embedding"


def vectors() -> tuple[np.ndarray, str]:
    """(N, D) float32 and where they are from."""
    folder = Path(os.environ.get("HDVIS_SHARED_DATA") or ROOT / "../shared/data")
    file = folder / "fashion_mnist" / "fashion_mnist.npz"
    if not file.is_file():
        rng = np.random.default_rng(0)
        middles = rng.normal(0, 3, (10, D))
        noise = rng.normal(size=(N, 12)) @ rng.normal(size=(12, D))
        return (middles[rng.integers(0, 10, N)] + noise).astype(np.float32), "generated groups"
    with np.load(file) as stored:
        pixels = np.concatenate([stored["x_train"], stored["x_test"]]).reshape(N, -1)
    centred = pixels.astype(np.float32) / 255
    centred -= centred.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :D]
    return np.ascontiguousarray(centred @ axes), "Fashion-MNIST"


def timed(job: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """Wall and processor seconds of `job`, and its answer."""
    wall, processor = time.perf_counter(), time.process_time()
    answer = job()
    return {
        "wall": time.perf_counter() - wall,
        "processor": time.process_time() - processor,
    }, answer


def quality(embedding: Embedding, rows: np.ndarray, graph: Any) -> dict[str, float]:
    told = measured(embedding, rows, graph)
    return {"trustworthiness": told.trustworthiness, "recall": told.recall}


def measure() -> dict[str, Any]:
    """Every figure; umap-learn twice, first on few rows to compile, then on all."""
    import umap

    rows, source = vectors()
    result: dict[str, Any] = {"rows": N, "columns": D, "source": source}
    embed(rows[:3000], METHOD, epochs=2)
    neighbor_graph(rows[:25_000], 15)
    result["first picture"], _ = timed(lambda: place(rows))
    graph_time, graph = timed(lambda: neighbor_graph(rows, 15))
    place_time, ours = timed(lambda: place(rows, METHOD, graph=graph))
    both = {key: graph_time[key] + place_time[key] for key in graph_time}
    result["neighbours"] = graph_time
    result[METHOD] = {**both, **quality(ours, rows, graph)}
    result["umap-learn compiling"], _ = timed(lambda: umap.UMAP().fit_transform(rows[:5000]))
    umap_time, theirs = timed(lambda: umap.UMAP().fit_transform(rows))
    plane = Embedding(np.asarray(theirs, np.float32), "umap-learn")
    result["umap-learn"] = {**umap_time, **quality(plane, rows, graph)}
    result["ratio"] = umap_time["processor"] / both["processor"]
    return result


def main(out: str) -> None:
    """Measure, print one line, write `out`."""
    result = measure()
    ours, theirs = result[METHOD], result["umap-learn"]
    print(
        f"embedding {N:,} x {D} ({result['source']}): PCA {result['first picture']['wall']:.2f} s; "
        f"{METHOD} {ours['wall']:.1f} s, {result['ratio']:.1f} x less processor time than "
        f"umap-learn warm ({theirs['wall']:.1f} s); trustworthiness {ours['trustworthiness']:.3f} "
        f"to {theirs['trustworthiness']:.3f}, kept neighbours {ours['recall']:.3f} to "
        f"{theirs['recall']:.3f}"
    )
    Path(out).write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
