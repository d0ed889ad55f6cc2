"""FactorVAE and β-VAE scores: which factor was held still, read from codes of matched rows."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.disentanglement.information import checked
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

Array = NDArray[Any]

BATCH = 64
TRAINED, JUDGED = 10_000, 5_000
"""Votes that are learnt from, and votes that are counted (Locatello et al., ICML 2019)."""
PRUNED = 0.05
"""Codes of a smaller deviation are taken for unused."""
CHUNK = 500


def factor_vae_score(
    codes: ArrayLike,
    factors: ArrayLike,
    *,
    trained: int = TRAINED,
    judged: int = JUDGED,
    batch: int = BATCH,
    seed: int = 0,
    checkpoint: Checkpoint = no_checkpoint,
) -> float:
    """Share of votes that name the factor held still, by the majority of earlier votes.

    A vote: rows of one value of one factor, drawn with replacement, and the code (n, d) of least
    variance among them, each divided by its variance over all rows (Kim and Mnih, ICML 2018).
    Codes of a deviation below 0.05 do not vote; 0 when none is left.
    """
    Z, V = checked(codes, factors)
    spread = Z.std(axis=0)
    used = spread >= PRUNED
    if not used.any():
        return 0.0
    unit = (Z[:, used] / spread[used]).astype(np.float32)
    draw, levels = np.random.default_rng(seed), _levels(V)
    held = draw.integers(0, V.shape[1], trained + judged)
    quietest = np.empty(len(held), np.int64)
    for start in range(0, len(held), CHUNK):
        checkpoint(start / len(held))
        part = slice(start, start + CHUNK)
        rows = _matched(levels, held[part], batch, draw)
        quietest[part] = unit[rows].var(axis=1).argmin(axis=1)
    counts = np.zeros((unit.shape[1], V.shape[1]), np.int64)
    np.add.at(counts, (quietest[:trained], held[:trained]), 1)
    return float(np.mean(counts.argmax(axis=1)[quietest[trained:]] == held[trained:]))


def beta_vae_score(
    codes: ArrayLike,
    factors: ArrayLike,
    *,
    trained: int = TRAINED,
    judged: int = JUDGED,
    batch: int = BATCH,
    seed: int = 0,
    checkpoint: Checkpoint = no_checkpoint,
) -> float:
    """Accuracy of a logistic regression that names the factor that pairs of rows share.

    It sees the mean of |z₁ − z₂| over `batch` pairs whose rows have one value of that factor in
    common (Higgins et al., ICLR 2017). A single factor is a question without a choice: DataError.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    Z, V = checked(codes, factors)
    if V.shape[1] < 2:
        raise DataError("β-VAE score: got 1 factor, expected at least 2")
    draw, levels = np.random.default_rng(seed), _levels(V)
    held = draw.integers(0, V.shape[1], trained + judged)
    seen = np.empty((len(held), Z.shape[1]))
    for start in range(0, len(held), CHUNK):
        checkpoint(start / len(held))
        part = slice(start, start + CHUNK)
        first = draw.integers(0, len(Z), (len(held[part]), batch))
        second = _partners(levels, held[part], first, draw)
        seen[part] = np.abs(Z[first] - Z[second]).mean(axis=1)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000))
    model.fit(seen[:trained], held[:trained])
    return float(model.score(seen[trained:], held[trained:]))


Levels = list[tuple[Array, Array, Array, Array]]
"""For each factor: rows by value, where each value's begin, how many it has, and rows' values."""


def _levels(V: Array) -> Levels:
    found = []
    for factor in V.T:
        _, value, counts = np.unique(factor, return_inverse=True, return_counts=True)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        found.append((np.argsort(value, kind="stable"), starts, counts, value.ravel()))
    return found


def _matched(levels: Levels, held: Array, batch: int, draw: np.random.Generator) -> Array:
    """Rows (m, batch) that share a value of the factor `held` (m,), the value that of a row."""
    rows = np.empty((len(held), batch), np.int64)
    for place, factor in enumerate(held.tolist()):
        order, starts, counts, value = levels[factor]
        level = value[draw.integers(len(value))]
        rows[place] = order[starts[level] + draw.integers(0, counts[level], batch)]
    return rows


def _partners(levels: Levels, held: Array, first: Array, draw: np.random.Generator) -> Array:
    """For each row of `first` (m, batch) another that has its value of the factor `held` (m,)."""
    rows = np.empty_like(first)
    for place, factor in enumerate(held.tolist()):
        order, starts, counts, value = levels[factor]
        level = value[first[place]]
        rows[place] = order[starts[level] + (draw.random(len(level)) * counts[level]).astype(int)]
    return rows
