"""How large, how apart and how stable groups are."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

SAMPLE_ROWS = 2_000
DRAWS = 5


@dataclass(frozen=True, eq=False)
class GroupFacts:
    """size (c,), mean silhouette (c,) and stability (c,) of each group; NaN where not measured."""

    size: NDArray[np.int64]
    silhouette: NDArray[np.float64]
    stability: NDArray[np.float64]


def group_facts(
    vectors: NDArray[np.floating],
    labels: NDArray[np.int64],
    again: Callable[[NDArray[np.floating], float], NDArray[np.int64]] | None = None,
    *,
    seed: int = 0,
    checkpoint: Checkpoint = no_checkpoint,
) -> GroupFacts:
    """Facts about the groups `labels` (n,), -1 for none, of the rows `vectors` (n, d).

    `again(rows, share)` clusters a share of the rows anew, for the stability; see `stability`.
    """
    count = int(labels.max(initial=-1)) + 1
    size = np.bincount(labels[labels >= 0], minlength=count)
    apart = silhouette(vectors, labels, seed=seed)
    steady = np.full(count, np.nan)
    if again is not None and count:
        steady = stability(vectors, labels, again, seed=seed, checkpoint=checkpoint)
    return GroupFacts(size, apart, steady)


def silhouette(
    vectors: NDArray[np.floating],
    labels: NDArray[np.int64],
    *,
    sample: int = SAMPLE_ROWS,
    seed: int = 0,
) -> NDArray[np.float64]:
    """Mean silhouette (c,) of each group, from -1 to 1 (Rousseeuw 1987), NaN for a lone one.

    Of many rows a seeded `sample` is looked at, in which every group keeps two rows or more.
    """
    count = int(labels.max(initial=-1)) + 1
    out = np.full(count, np.nan)
    rows = _sampled(labels, sample, seed)
    groups, number = np.unique(labels[rows], return_inverse=True)
    if not 2 <= len(groups) < len(rows):
        return out
    points = vectors[rows].astype(np.float64)
    norms = np.einsum("ij,ij->i", points, points)
    apart = np.sqrt(np.maximum(norms[:, None] + norms - 2 * points @ points.T, 0))
    sums = np.stack([apart[:, number == g].sum(axis=1) for g in range(len(groups))], axis=1)
    sizes = np.bincount(number).astype(float)
    own = (np.arange(len(rows)), number)
    inside = sums[own] / np.maximum(sizes[number] - 1, 1)
    means = sums / sizes
    means[own] = np.inf
    outside = means.min(axis=1)
    widest = np.maximum(inside, outside)
    value = np.where(widest > 0, (outside - inside) / np.where(widest > 0, widest, 1), 0)
    value[sizes[number] == 1] = 0
    out[groups] = np.bincount(number, value) / sizes
    return out


def _sampled(labels: NDArray[np.int64], sample: int, seed: int) -> NDArray[np.intp]:
    rows = np.flatnonzero(labels >= 0)
    if len(rows) <= sample:
        return rows
    shuffled = np.random.default_rng(seed).permutation(rows)
    order = np.argsort(labels[shuffled], kind="stable")
    ends = np.cumsum(np.bincount(labels[rows]))
    firsts = np.concatenate([[0], ends[:-1]])
    few = np.unique(np.concatenate([firsts, np.minimum(firsts + 1, ends - 1)]))
    kept = shuffled[order[few[few < len(rows)]]][:sample]
    rest = np.setdiff1d(shuffled, kept, assume_unique=False)
    drawn = np.random.default_rng(seed + 1).choice(rest, max(0, sample - len(kept)), replace=False)
    return np.sort(np.concatenate([kept, drawn]))


def stability(
    vectors: NDArray[np.floating],
    labels: NDArray[np.int64],
    again: Callable[[NDArray[np.floating], float], NDArray[np.int64]],
    *,
    draws: int = DRAWS,
    sample: int = SAMPLE_ROWS,
    seed: int = 0,
    checkpoint: Checkpoint = no_checkpoint,
) -> NDArray[np.float64]:
    """How well (c,) each group is found again in part of the rows, from 0 to 1.

    The mean over `draws` subsets of the Jaccard index of the group's rows in the subset and the
    most similar group there (Hennig 2007: above .75 stable, below .5 dissolved). A subset has half
    the rows, `sample` at most. NaN where no subset had two of its rows.
    """
    count, n = int(labels.max(initial=-1)) + 1, len(labels)
    rng = np.random.default_rng(seed)
    size = max(2, min(sample, n // 2))
    found = np.full((draws, count), np.nan)
    for draw in range(draws):
        checkpoint(draw / draws)
        rows = np.sort(rng.choice(n, size, replace=False))
        try:
            fresh = again(vectors[rows], size / n)
        except DataError:  # a subset may be too small for the method
            continue
        found[draw] = _best_jaccard(labels[rows], fresh, count)
    known = np.isfinite(found)
    total = np.where(known, found, 0).sum(axis=0)
    return np.where(known.any(axis=0), total / np.maximum(known.sum(axis=0), 1), np.nan)


def _best_jaccard(
    before: NDArray[np.int64], after: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    """For each of `count` groups before, its greatest Jaccard index with a group after."""
    groups = int(after.max(initial=-1)) + 1
    both = np.zeros((count, groups))
    kept = (before >= 0) & (after >= 0)
    np.add.at(both, (before[kept], after[kept]), 1)
    first = np.bincount(before[before >= 0], minlength=count)
    second = np.bincount(after[after >= 0], minlength=groups)
    union = first[:, None] + second - both
    index = (both / np.maximum(union, 1)).max(axis=1, initial=0.0)
    return np.where(first >= 2, index, np.nan)
