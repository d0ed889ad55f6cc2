"""Whether a score could be chance: permuted labels, and random directions beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.directions.estimators.random import random_units
from hdvis.analysis.directions.scores import Scores, auc_columns
from hdvis.analysis.directions.value import Directions

Array = NDArray[Any]
Fit = Callable[[Array, Array], Directions]

CHANCE = "not better than chance"
ANY = "any direction separates it"
LEVEL = 0.025
"""Permuted labels must do as well less often than this: one side of a 95 % interval."""
DRAWS = 1_000
"""AUCs of permuted labels that a p value rests on."""
SAME = float(np.sqrt(0.5))
"""|cosine|, in standard deviations, above which a random direction is nearly the judged one."""
NEARLY = 0.9
"""A random direction separates as well when it keeps this share of what the AUC has above 0.5,"""
MANY = 0.25
"""and any direction does when this share of them separates as well."""


@dataclass(frozen=True)
class RandomControl:
    """The AUC of a direction beside those of random ones, each of its better sign.

    percentile  its place among them, in per cent
    share       how many of those that are not nearly the same separate as well
    """

    percentile: float = nan
    share: float = nan


NO_CONTROL = RandomControl()


def permuted_fits(
    z: Array, y: Array, truth: Array, test: Array, permutations: int, seed: int, fit: Fit
) -> Array:
    """AUCs of fits to permuted labels on permuted labels, at least `DRAWS`, or none.

    Labels (n,) are permuted among the rows that are fitted on and among those held out (`test`),
    so that both sides keep their classes. Were the labels independent of the latents, the true AUC
    would be one more draw of these (Good, Permutation Tests, 2005). Each of the `permutations` fits
    is scored on many permutations of the held-out labels.
    """
    if not permutations:
        return np.zeros(0)
    draw = np.random.default_rng(seed)
    shuffled = np.column_stack([draw.permutation(y[~test]) for _ in range(permutations)])
    found = fit(z[~test], shuffled)
    distances = found.distances(z[test])[:, found.defined]
    return permuted_areas(distances, truth[test], draw)


def permuted_areas(distances: Array, truth: Array, draw: np.random.Generator) -> Array:
    """AUCs of each column of `distances` (n, k) against permutations of `truth` (n,)."""
    from scipy.stats import rankdata

    high = int(truth.sum())
    low = len(truth) - high
    if not (high and low and distances.shape[1]):
        return np.zeros(0)
    each = ceil(DRAWS / distances.shape[1])
    ranks = rankdata(distances, axis=0)
    sums = [draw.permuted(np.tile(truth, (each, 1)), axis=1) @ column for column in ranks.T]
    return np.asarray((np.concatenate(sums) - high * (high + 1) / 2) / (high * low))


def p_value(area: float, permuted: Array) -> float:
    """How often permuted labels do as well, the true labels counted as one of them."""
    if not len(permuted):
        return nan
    return float((1 + np.sum(permuted >= area)) / (1 + len(permuted)))


def random_control(
    z: Array, truth: Array, normal: Array, area: float, count: int, seed: int
) -> RandomControl:
    """`count` random directions of rows `z` (n, d) beside the one along `normal` (d,)."""
    units = random_units(count, z.shape[1], seed).astype(z.dtype)
    areas = auc_columns(z @ units.T, truth)
    areas = np.maximum(areas, 1 - areas)
    if not count or not np.isfinite([area, *areas]).all():
        return NO_CONTROL
    spread = z.std(axis=0, dtype=np.float64)
    steps, own = units * spread, normal * spread
    alike = np.abs(steps @ own) > SAME * np.linalg.norm(steps, axis=1) * np.linalg.norm(own)
    others = areas[~alike]
    return RandomControl(
        100.0 * float(np.mean(areas < area) + np.mean(areas == area) / 2),
        float(np.mean(others - 0.5 >= NEARLY * (area - 0.5))) if len(others) else 0.0,
    )


def verdict(scores: Scores, p: float, share: float) -> tuple[bool, str, str]:
    """Whether an AUC is better than chance, why not, and what else is to be known.

    Chance is what permuted labels give; without any, the interval of the AUC decides. That many
    random directions separate as well is no chance: the attribute is everywhere in the latents.
    """
    if np.isnan(scores.auc):
        return False, "only one class among the rows held out", ""
    low, high = scores.auc_interval
    if p > LEVEL or (np.isnan(p) and not low > 0.5):
        often = "" if np.isnan(p) else f"; permuted labels do as well in {_percent(p)}"
        return False, f"{CHANCE}: AUC {scores.auc:.2f} ({low:.2f}–{high:.2f}){often}", ""
    finding = f"{ANY}: {_percent(share)} of random ones do nearly as well" if share >= MANY else ""
    return True, "", finding


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
