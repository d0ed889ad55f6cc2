"""Print what fitting 40 directions to 202,599 × 100 latents takes beside scikit-learn.

Run as `python tests/benchmarks/directions.py [results.json]`. The latents are generated, with
scales from 1 to 0.03 in turned axes, and the labels have 3 % to 50 % positives. Processor time is
taken on one thread on both sides, so other work on the machine counts little. scikit-learn fits one
attribute at a time; of the slow ones only the first few are fitted and the time is multiplied.
It is timed twice: as it comes, and converged as tightly as the cosines are judged against, because
as it comes it may stop short of the cosine that hdvis is held to.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402
import torch  # noqa: E402
from sklearn.linear_model import LinearRegression, LogisticRegression  # noqa: E402
from sklearn.svm import LinearSVC  # noqa: E402

from hdvis.analysis.directions import Directions  # noqa: E402
from hdvis.analysis.directions.estimators import Ridge  # noqa: E402
from hdvis.analysis.directions.fit import fit_directions  # noqa: E402

N, D, K = 202_599, 100, 40
BRUSH = 2_000
FEW = {"LinearSVC": 2, "LogisticRegression": 4}


def made() -> tuple[np.ndarray, np.ndarray]:
    """Latents (N, D) float32 and labels (N, K) bool, the same each time."""
    rng = np.random.default_rng(0)
    turn = [np.linalg.qr(rng.standard_normal((D, D)))[0] for _ in range(2)]
    wide = rng.standard_normal((N, D)) @ turn[0] * np.logspace(0, -1.5, D)
    latents = (wide @ turn[1] + rng.standard_normal(D)).astype(np.float32)
    scores = latents @ rng.standard_normal((D, K))
    scores = (scores - scores.mean(0)) / scores.std(0) + 0.7 * rng.standard_normal((N, K))
    shares = np.linspace(0.03, 0.5, K)
    return latents, scores > [np.quantile(scores[:, i], 1 - shares[i]) for i in range(K)]


def seconds(job: Callable[[], Any], repeats: int = 1) -> tuple[float, Any]:
    """Least processor time of `job` over `repeats` runs, and its last answer."""
    least, answer = np.inf, None
    for _ in range(repeats):
        start = time.process_time()
        answer = job()
        least = min(least, time.process_time() - start)
    return float(least), answer


def cosine(first: np.ndarray, second: np.ndarray) -> float:
    first, second = np.ravel(first), np.ravel(second)
    return float(first @ second / np.linalg.norm(first) / np.linalg.norm(second))


def least_squares(latents: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    exact, targets = latents.astype(np.float64), labels.astype(np.float64)
    fit_directions(latents[:1000], labels[:1000])
    ours, found = seconds(lambda: fit_directions(latents, labels), 5)
    theirs, model = seconds(lambda: LinearRegression().fit(exact, targets))
    worst = min(cosine(found.normals[i], model.coef_[i]) for i in range(K))
    return row("least squares", "LinearRegression, 40 attributes", ours, theirs, worst)


def classifier(
    method: str,
    name: str,
    latents: np.ndarray,
    labels: np.ndarray,
    theirs: Callable[[], Any],
    tight: Callable[[], Any],
    **options: Any,
) -> dict[str, Any]:
    few = FEW[name]
    mean, scale = latents.mean(0, dtype=np.float64), latents.std(0, dtype=np.float64)
    standard = (latents - mean) / scale
    fit_directions(latents[:2000], labels[:2000], method=method, **options)
    ours, found = seconds(lambda: fit_directions(latents, labels, method=method, **options), 3)
    usual = [seconds(lambda i=i: theirs().fit(standard, labels[:, i])) for i in range(few)]
    exact = [seconds(lambda i=i: tight().fit(standard, labels[:, i])) for i in range(few)]
    normals = [[model.coef_ / scale for _, model in fits] for fits in (usual, exact)]
    worst = min(cosine(found.normals[i], normals[1][i]) for i in range(few))
    text = f"{name}, {few} attributes × {K / few:g}"
    whole = K / few
    return row(method, text, ours, sum(taken for taken, _ in usual) * whole, worst) | {
        "reference_cosine": min(cosine(a, b) for a, b in zip(*normals, strict=True)),
        "tight_seconds": sum(taken for taken, _ in exact) * whole,
        "tight_ratio": sum(taken for taken, _ in exact) * whole / ours,
    }


def row(
    ours_name: str, theirs_name: str, ours: float, theirs: float, worst: float
) -> dict[str, Any]:
    return {
        "job": ours_name,
        "against": theirs_name,
        "seconds": ours,
        "reference_seconds": theirs,
        "ratio": theirs / ours,
        "least_cosine": worst,
    }


def refit(latents: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """Milliseconds to take a brush of rows away and to give it back."""
    ridge = Ridge().fit(latents, labels)
    rows = np.random.default_rng(1).choice(N, BRUSH, replace=False)
    part, sides = latents[rows], labels[rows]
    away, back = [], []
    for _ in range(15):
        away.append(seconds(lambda: ridge.remove_rows(part, sides))[0])
        back.append(seconds(lambda: ridge.add_rows(part, sides))[0])
    return {"remove_ms": 1e3 * float(np.median(away)), "add_ms": 1e3 * float(np.median(back))}


def click(latents: np.ndarray) -> float:
    """Milliseconds from a brush of 600 of 60,000 rows to its direction."""
    vectors = latents[:60_000]
    brush = np.zeros(len(vectors), bool)
    brush[:600] = True
    make: Callable[[], Directions] = lambda: fit_directions(vectors, brush, method="contrast")  # noqa: E731
    return 1e3 * seconds(make, 5)[0]


def main(target: Path | None) -> None:
    torch.set_num_threads(1)
    latents, labels = made()
    rows = [
        least_squares(latents, labels),
        classifier(
            "linear SVM",
            "LinearSVC",
            latents,
            labels,
            LinearSVC,
            lambda: LinearSVC(tol=1e-9, dual=False, max_iter=100_000, intercept_scaling=100),
            balanced=False,
        ),
        classifier(
            "logistic",
            "LogisticRegression",
            latents,
            labels,
            LogisticRegression,
            lambda: LogisticRegression(solver="newton-cholesky", tol=1e-9, max_iter=1000),
        ),
    ]
    for found in rows:
        print(
            f"{found['job']:<14} {found['seconds']:8.3f} s   {found['against']:<40}"
            f"{found['reference_seconds']:8.2f} s   × {found['ratio']:6.1f}"
            f"   least cosine {found['least_cosine']:.7f}"
        )
        if "tight_ratio" in found:
            print(
                f"{'':<27}its own cosine as it comes {found['reference_cosine']:.7f};"
                f" tightly {found['tight_seconds']:.2f} s   × {found['tight_ratio']:.1f}"
            )
    again, made_ms = refit(latents, labels), click(latents)
    print(
        f"refit without / with {BRUSH:,} rows  {again['remove_ms']:.2f} / {again['add_ms']:.2f} ms"
    )
    print(f"direction of a brush, 60,000 rows  {made_ms:.0f} ms")
    if target is not None:
        target.write_text(json.dumps({"rows": rows, "refit": again, "brush_ms": made_ms}, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
