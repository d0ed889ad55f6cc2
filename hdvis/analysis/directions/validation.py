"""Whether a direction means what its name says, judged on rows it was not fitted on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_attributes, as_latents, as_signs
from hdvis.analysis.directions.estimators import ESTIMATORS, DirectionEstimator
from hdvis.analysis.directions.estimators.random import random_units
from hdvis.analysis.directions.fit import fit_directions
from hdvis.analysis.directions.scores import Scores, auc, auc_columns, hanley_error, score
from hdvis.analysis.directions.splits import folds, held_out
from hdvis.analysis.directions.value import Directions
from hdvis.checkpoint import Checkpoint, no_checkpoint

Array = NDArray[Any]

CHANCE = "not better than chance"
SAME = float(np.sqrt(0.5))
"""|cosine| above which a random direction is taken for the one that is judged, found by luck."""
FEW = 50
"""Rows of the smaller class that a judgement should rest on, where there are so many."""
MOST = 10
"""How many times `Panel.rows` may be looked at for them."""


@dataclass(frozen=True)
class Validation:
    """The panel beside one direction; numbers that could not be had are NaN, and `reason` says why.

    scores             on the held-out rows
    fold_mean, fold_sd balanced accuracy over the folds
    random_percentile  share of random directions with a smaller AUC (either sign), in per cent
    random_z           distance from their mean in their standard deviations
    permuted_auc       mean AUC of fits to permuted labels
    permuted_p         how often such a fit did as well
    stability          median |cosine| with directions fitted to resampled rows
    meaningful         better than chance by all of these
    """

    name: str
    method: str
    scores: Scores
    fold_mean: float = nan
    fold_sd: float = nan
    random_percentile: float = nan
    random_z: float = nan
    permuted_auc: float = nan
    permuted_p: float = nan
    stability: float = nan
    meaningful: bool = False
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Panel:
    """What `validate_directions` does to each attribute: how often, on how many rows."""

    share: float = 0.2
    folds: int = 5
    random: int = 200
    permutations: int = 20
    resamples: int = 20
    rows: int | None = 20_000
    seed: int = 0


def validate_directions(
    Z: ArrayLike,
    Y: ArrayLike | Mapping[str, ArrayLike],
    names: Sequence[str] | None = None,
    method: str = "ridge",
    *,
    panel: Panel = Panel(),
    groups: ArrayLike | None = None,
    estimators: Mapping[str, Callable[..., DirectionEstimator]] = ESTIMATORS,
    checkpoint: Checkpoint = no_checkpoint,
    **options: Any,
) -> tuple[Validation, ...]:
    """Fit `method` to part of the rows of each attribute and judge it on the others.

    Arguments are those of `fit_directions`; `groups` (n,) keeps rows that belong together on one
    side of the split. At most `panel.rows` rows, drawn at random, are looked at, more where one
    class is rare. An attribute that cannot be judged gets NaN and a reason.
    """
    latents = as_latents(Z)
    attributes = as_attributes(Y, len(latents), names)
    order = _drawn(latents, panel)
    together = None if groups is None else np.asarray(groups)

    def fit(z: Array, y: Array) -> Directions:
        return fit_directions(z, y, method=method, estimators=estimators, **options)

    results = []
    for i, name in enumerate(attributes.names):
        checkpoint(i / len(attributes.names))
        rows = _sample(order, attributes.values[:, i], panel)
        part = None if together is None else together[rows]
        values = attributes.values[rows, i]
        results.append(_validate_one(name, method, latents[rows], values, part, panel, fit))
    return tuple(results)


def _drawn(latents: Array, panel: Panel) -> Array:
    """The rows that are whole, in random order."""
    rows = np.flatnonzero(np.isfinite(latents).all(axis=1))
    return np.random.default_rng(panel.seed).permutation(rows)


def _sample(order: Array, values: Array, panel: Panel) -> Array:
    """As many rows of `order` with a value (n,) as the panel looks at, ascending."""
    order = order[np.isfinite(values[order])]
    if panel.rows is None or len(order) <= panel.rows:
        return np.sort(order)
    positive = np.count_nonzero(as_signs(values[order][:, None]))
    rare = min(positive, len(order) - positive) / len(order)
    wanted = FEW / rare if rare else 0.0
    return np.sort(order[: int(np.clip(wanted, panel.rows, MOST * panel.rows))])


def _validate_one(
    name: str,
    method: str,
    z: Array,
    y: Array,
    groups: Array | None,
    panel: Panel,
    fit: Callable[[Array, Array], Directions],
) -> Validation:
    truth = as_signs(y[:, None])[:, 0] if len(y) else np.zeros(0, bool)
    fewest = int(min(truth.sum(), (~truth).sum())) if len(y) else 0
    if fewest < 2:
        why = "only one class" if fewest == 0 else "one class has a single row"
        return Validation(name, method, Scores(0, 0, 0, 0), reason=why if len(y) else "no rows")
    test = held_out(truth, panel.share, panel.seed, groups)
    found = fit(z[~test], y[~test])
    if not found.defined[0]:
        return Validation(name, method, Scores(0, 0, 0, 0), reason=found.reasons[0])
    scores = score(found.distances(z[test])[:, 0], truth[test])
    null, others = _random_areas(z[test], truth[test], found.normals[0], panel)
    permuted = _permuted_areas(z, y, truth, test, panel, fit)
    mean, sd, note = _over_folds(z, y, truth, fewest, panel, fit)
    meaningful, reason = verdict(scores, null[others], permuted)
    return Validation(
        name,
        method,
        scores,
        mean,
        sd,
        *_place(scores.auc, null),
        float(permuted.mean()) if len(permuted) else nan,
        float((1 + np.sum(permuted >= scores.auc)) / (1 + len(permuted))),
        _stability(found, z[~test], y[~test], panel, fit),
        meaningful,
        "; ".join(filter(None, (reason, note))),
    )


def judge_direction(
    directions: Directions,
    name: str,
    Z: ArrayLike,
    y: ArrayLike,
    panel: Panel = Panel(),
) -> Validation:
    """Judge a direction that was not fitted to `y` (n,), such as a random one or a component.

    All rows serve as test rows, of either sign; permuted labels need no new fit.
    """
    latents = as_latents(Z)
    values = as_attributes(y, len(latents)).values[:, 0]
    rows = _sample(_drawn(latents, panel), values, panel)
    z, one = latents[rows], directions.select([name])
    truth = as_signs(values[rows][:, None])[:, 0] if len(rows) else np.zeros(0, bool)
    if not one.defined[0] or not 0 < truth.sum() < len(truth):
        why = one.reasons[0] or ("only one class" if len(rows) else "no rows")
        return Validation(name, one.method, Scores(0, 0, 0, 0), reason=why)
    distances = one.distances(z)[:, 0]
    turned = distances if auc(distances, truth) >= 0.5 else -distances
    scores = score(turned, truth)
    null, others = _random_areas(z, truth, one.normals[0], panel)
    draw = np.random.default_rng(panel.seed)
    shuffled = [auc(turned, draw.permutation(truth)) for _ in range(panel.permutations)]
    permuted = np.maximum(shuffled, 1 - np.array(shuffled))
    meaningful, reason = verdict(scores, null[others], permuted)
    return Validation(
        name,
        one.method,
        scores,
        nan,
        nan,
        *_place(scores.auc, null),
        float(permuted.mean()),
        float((1 + np.sum(permuted >= scores.auc)) / (1 + len(permuted))),
        nan,
        meaningful,
        reason,
    )


def verdict(scores: Scores, random_areas: Array, permuted_areas: Array) -> tuple[bool, str]:
    """Whether an AUC beats one half, permuted labels and random directions, and if not, which.

    `random_areas` are those of directions other than the judged one. It may fall short of their
    99th percentile by one standard error: in few dimensions many are nearly right.
    """
    if scores.auc != scores.auc:
        return False, "only one class among the rows held out"
    low, _ = scores.auc_interval
    if not low > 0.5:
        return False, f"{CHANCE}: AUC {scores.auc:.2f}, its 95 % interval begins at {low:.2f}"
    if len(permuted_areas) and scores.auc <= permuted_areas.max():
        return False, f"{CHANCE}: permuted labels do as well (AUC {permuted_areas.max():.2f})"
    error = hanley_error(scores.auc, scores.tp + scores.fn, scores.fp + scores.tn)
    if len(random_areas) and scores.auc + error < np.quantile(random_areas, 0.99):
        share = np.mean(random_areas >= scores.auc)
        return False, f"{CHANCE}: {share:.0%} of random directions do as well"
    return True, ""


def _place(area: float, null: Array) -> tuple[float, float]:
    if not len(null):
        return nan, nan
    spread = null.std()
    percentile = 100.0 * float(np.mean(null < area) + np.mean(null == area) / 2)
    return percentile, float((area - null.mean()) / spread) if spread > 0 else nan


def _random_areas(z: Array, truth: Array, normal: Array, panel: Panel) -> tuple[Array, Array]:
    """AUC of random directions, of the better sign, and which differ from `normal`: (random,)."""
    units = random_units(panel.random, z.shape[1], panel.seed + 1).astype(z.dtype)
    areas = auc_columns(z @ units.T, truth)
    others = np.abs(units @ normal) <= SAME * np.linalg.norm(normal)
    return np.asarray(np.maximum(areas, 1 - areas)), np.asarray(others)


def _permuted_areas(
    z: Array,
    y: Array,
    truth: Array,
    test: Array,
    panel: Panel,
    fit: Callable[[Array, Array], Directions],
) -> Array:
    """Held-out AUC of one fit to all the permutations of the labels at once, (permutations,)."""
    if not panel.permutations:
        return np.zeros(0)
    draw = np.random.default_rng(panel.seed + 2)
    labels = y[~test]
    shuffled = np.column_stack([draw.permutation(labels) for _ in range(panel.permutations)])
    found = fit(z[~test], shuffled)
    areas = auc_columns(found.distances(z[test]), truth[test])
    return np.asarray(areas[found.defined])


def _over_folds(
    z: Array,
    y: Array,
    truth: Array,
    fewest: int,
    panel: Panel,
    fit: Callable[[Array, Array], Directions],
) -> tuple[float, float, str]:
    if panel.folds < 2:
        return nan, nan, ""
    if fewest < panel.folds:
        return nan, nan, f"{fewest} rows of one class are too few for {panel.folds} folds"
    number = folds(truth, panel.folds, panel.seed)
    found = []
    for fold in range(panel.folds):
        test = number == fold
        distances = fit(z[~test], y[~test]).distances(z[test])[:, 0]
        found.append(score(distances, truth[test]).balanced_accuracy)
    return float(np.mean(found)), float(np.std(found)), ""


def _stability(
    found: Directions, z: Array, y: Array, panel: Panel, fit: Callable[[Array, Array], Directions]
) -> float:
    draw = np.random.default_rng(panel.seed + 3)
    cosines = []
    for _ in range(panel.resamples):
        rows = draw.integers(0, len(z), len(z))
        again = fit(z[rows], y[rows])
        if again.defined[0]:
            cosines.append(abs(float(again.normals[0] @ found.normals[0])))
    return float(np.median(cosines)) if cosines else nan
