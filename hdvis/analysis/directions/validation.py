"""Whether a direction means what its name says, judged on rows it was not fitted on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_attributes, as_latents, as_signs
from hdvis.analysis.directions.chance import (
    NO_CONTROL,
    Fit,
    RandomControl,
    p_value,
    permuted_areas,
    permuted_fits,
    random_control,
    verdict,
)
from hdvis.analysis.directions.estimators import ESTIMATORS, DirectionEstimator
from hdvis.analysis.directions.fit import fit_directions
from hdvis.analysis.directions.scores import Scores, auc, score
from hdvis.analysis.directions.similarity import cosine_matrix
from hdvis.analysis.directions.splits import held_out
from hdvis.analysis.directions.value import Directions
from hdvis.checkpoint import Checkpoint, no_checkpoint

Array = NDArray[Any]

FEW = 50
"""Rows of the smaller class that a judgement should rest on, where there are so many."""
MOST = 10
"""How many times `Panel.rows` may be looked at for them."""


@dataclass(frozen=True)
class Validation:
    """The panel beside one direction; numbers that could not be had are NaN, and `reason` says why.

    scores             on the held-out rows
    rows, prevalence   rows that have a value, and the share of them that are positive
    fold_mean, fold_sd balanced accuracy over the folds
    random             the AUC beside those of random directions
    permuted_auc       mean AUC when labels are permuted, in training and in judging
    permuted_p         how often permuted labels do as well
    stability          median |cosine| with directions fitted to resampled rows
    meaningful         better than chance: `permuted_p` is at most `chance.LEVEL`
    finding            what else is to be known, such as that any direction separates the classes
    """

    name: str
    method: str
    scores: Scores
    rows: int = 0
    prevalence: float = nan
    fold_mean: float = nan
    fold_sd: float = nan
    random: RandomControl = NO_CONTROL
    permuted_auc: float = nan
    permuted_p: float = nan
    stability: float = nan
    meaningful: bool = False
    reason: str = ""
    finding: str = ""


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
        values = attributes.values[:, i]
        rows = _sample(order, values, panel)
        part = None if together is None else together[rows]
        about = Validation(name, method, Scores(0, 0, 0, 0), *_prevalence(values))
        results.append(_judge(about, latents[rows], values[rows], part, panel, fit))
    return tuple(results)


def judge_direction(
    directions: Directions,
    name: str,
    Z: ArrayLike,
    y: ArrayLike,
    panel: Panel = Panel(),
) -> Validation:
    """Judge a direction on rows it was not fitted to, such as a random one or a component.

    All rows serve as test rows, of either sign; permuted labels need no new fit.
    """
    latents = as_latents(Z)
    values = as_attributes(y, len(latents)).values[:, 0]
    rows = _sample(_drawn(latents, panel), values, panel)
    z, one = latents[rows], directions.select([name])
    about = Validation(name, one.method, Scores(0, 0, 0, 0), *_prevalence(values))
    truth = as_signs(values[rows][:, None])[:, 0] if len(rows) else np.zeros(0, bool)
    if not one.defined[0] or not 0 < truth.sum() < len(truth):
        why = one.reasons[0] or ("only one class" if len(rows) else "no rows")
        return replace(about, reason=why)
    distances = one.distances(z)
    distances = distances if auc(distances[:, 0], truth) >= 0.5 else -distances
    permuted = permuted_areas(distances, truth, np.random.default_rng(panel.seed))
    permuted = np.maximum(permuted, 1 - permuted)
    return _with_verdict(
        about, score(distances[:, 0], truth), permuted, z, truth, one.normals[0], panel
    )


def _prevalence(values: Array) -> tuple[int, float]:
    """How many rows have a value, and the share of them that are positive."""
    known = values[np.isfinite(values)]
    if not len(known):
        return 0, nan
    return len(known), float(as_signs(known[:, None]).mean())


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


def _judge(
    about: Validation, z: Array, y: Array, groups: Array | None, panel: Panel, fit: Fit
) -> Validation:
    truth = as_signs(y[:, None])[:, 0] if len(y) else np.zeros(0, bool)
    fewest = int(min(truth.sum(), (~truth).sum())) if len(y) else 0
    if fewest < 2:
        why = "only one class" if fewest == 0 else "one class has a single row"
        return replace(about, reason=why if len(y) else "no rows")
    test = held_out(truth, panel.share, panel.seed, groups)
    found = fit(z[~test], y[~test])
    if not found.defined[0]:
        return replace(about, reason=found.reasons[0])
    permuted = permuted_fits(z, y, truth, test, panel.permutations, panel.seed + 2, fit)
    scores = score(found.distances(z[test])[:, 0], truth[test])
    judged = _with_verdict(about, scores, permuted, z[test], truth[test], found.normals[0], panel)
    mean, sd, note = _over_folds(z, y, truth, fewest, panel, fit)
    return replace(
        judged,
        fold_mean=mean,
        fold_sd=sd,
        stability=_stability(found, z[~test], y[~test], panel, fit),
        reason="; ".join(filter(None, (judged.reason, note))),
    )


def _with_verdict(
    about: Validation,
    scores: Scores,
    permuted: Array,
    z: Array,
    truth: Array,
    normal: Array,
    panel: Panel,
) -> Validation:
    """`about` with what held-out rows `z` (n, d) say of the direction along `normal` (d,)."""
    random = random_control(z, truth, normal, scores.auc, panel.random, panel.seed + 1)
    p = p_value(scores.auc, permuted)
    meaningful, reason, finding = verdict(scores, p, random.share)
    return replace(
        about,
        scores=scores,
        random=random,
        permuted_auc=float(permuted.mean()) if len(permuted) else nan,
        permuted_p=p,
        meaningful=meaningful,
        reason=reason,
        finding=finding,
    )


def _over_folds(
    z: Array, y: Array, truth: Array, fewest: int, panel: Panel, fit: Fit
) -> tuple[float, float, str]:
    """Mean and deviation of the balanced accuracy over the folds, and why there is none."""
    from sklearn.model_selection import StratifiedKFold

    if panel.folds < 2:
        return nan, nan, ""
    if fewest < panel.folds:
        return nan, nan, f"{fewest} rows of one class are too few for {panel.folds} folds"
    folds = StratifiedKFold(panel.folds, shuffle=True, random_state=panel.seed)
    found = []
    for train, test in folds.split(truth, truth):
        distances = fit(z[train], y[train]).distances(z[test])[:, 0]
        found.append(score(distances, truth[test]).balanced_accuracy)
    return float(np.mean(found)), float(np.std(found)), ""


def _stability(found: Directions, z: Array, y: Array, panel: Panel, fit: Fit) -> float:
    """Median |cosine|, in standard deviations, with directions fitted to resampled rows."""
    draw = np.random.default_rng(panel.seed + 3)
    cosines = []
    for _ in range(panel.resamples):
        rows = draw.integers(0, len(z), len(z))
        again = fit(z[rows], y[rows])
        if again.defined[0]:
            cosines.append(abs(cosine_matrix(again.displaced(), found.displaced())[0, 0]))
    return float(np.median(cosines)) if cosines else nan
