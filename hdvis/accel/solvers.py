"""Logistic regression and the L2 support vector machine for all attributes at once.

Each pass over the rows serves every attribute: two matrix products per pass, whatever their number.
The latents are whitened first, which turns the ill-conditioned problem that makes general solvers
stop early into a round one that L-BFGS crosses in about ten passes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from hdvis.checkpoint import Checkpoint, no_checkpoint

Array = NDArray[Any]
Loss = Callable[[Tensor], tuple[Tensor, Tensor]]
"""Margins (m, k) to losses and their derivatives by the margin, both (m, k)."""

CHUNK = 8192
MEMORY = 8
SMALL = 10_000_000
EXACT_BELOW = 4_000_000
"""Fewer numbers than this are solved in float64, where time does not matter."""


@dataclass(frozen=True, eq=False)
class Solution:
    """Hyperplanes `weights @ z + biases` (k, d), (k,), and how the search for them ended.

    `gradients` (k,) are the norms of the last gradients relative to the first.
    """

    weights: Array
    biases: Array
    passes: int
    gradients: Array


def solve_logistic(vectors: Array, signs: Array, **options: Any) -> Solution:
    """Minimise ½‖σ∘w‖² + C Σ v log(1 + exp(−s(wᵀz + b))); options as in `solve`."""
    return solve(vectors, signs, _logistic, 0.25, **options)


def solve_l2_svm(vectors: Array, signs: Array, **options: Any) -> Solution:
    """Minimise ½‖σ∘w‖² + C Σ v max(0, 1 − s(wᵀz + b))²; options as in `solve`."""
    return solve(vectors, signs, _squared_hinge, 2.0, **options)


def solve(
    vectors: Array,
    signs: Array,
    loss: Loss,
    curvature: float,
    *,
    cost: float = 1.0,
    balanced: bool = False,
    scale: Array | None = None,
    tolerance: float = 1e-4,
    passes: int = 200,
    checkpoint: Checkpoint = no_checkpoint,
    device: str = "cpu",
) -> Solution:
    """Minimise ½‖σ∘w‖² + C Σ v loss(s(wᵀz + b)) for each attribute; the bias is not penalised.

    `vectors` (n, d) are finite; `signs` (n, k) are bool; `scale` σ (d,), the columns' standard
    deviations by default, makes the penalty that of a fit on standardised vectors. With `balanced`
    the rows of a side weigh v = n / (2 · its size), as in scikit-learn, otherwise v = 1. Every
    attribute needs both sides. Stops when each gradient has fallen by `tolerance`.
    """
    with _few_threads(vectors.size * signs.shape[1]):
        problem = _Problem(vectors, signs, loss, curvature, cost, balanced, scale, device)
        best, used, gradients = _lbfgs(problem, curvature, tolerance, passes, checkpoint)
    weights = problem.whitening @ best[:-1]
    biases = best[-1] - problem.mean @ weights
    return Solution(weights.T.cpu().numpy(), biases.cpu().numpy(), used, gradients.cpu().numpy())


@contextmanager
def _few_threads(work: int) -> Iterator[None]:
    """One thread for less than `SMALL` multiplications a pass, where waiting for others costs more.

    Measured at 4,000 × 12 → 4: 0.05 s of processor time instead of 0.4 s.
    """
    usual = torch.get_num_threads()
    torch.set_num_threads(1 if work < SMALL else usual)
    try:
        yield
    finally:
        torch.set_num_threads(usual)


def _logistic(margins: Tensor) -> tuple[Tensor, Tensor]:
    likely = torch.sigmoid(margins)
    tiny = torch.finfo(margins.dtype).tiny
    return likely.clamp(min=tiny).log_().neg_(), likely.sub_(1)


def _squared_hinge(margins: Tensor) -> tuple[Tensor, Tensor]:
    short = (1 - margins).clamp_(min=0)
    return short * short, -2 * short


class _Problem:
    """The objective and gradient of all attributes in whitened coordinates [W⁻¹w; b]."""

    def __init__(
        self,
        vectors: Array,
        signs: Array,
        loss: Loss,
        curvature: float,
        cost: float,
        balanced: bool,
        scale: Array | None,
        device: str,
    ) -> None:
        n, k = signs.shape
        self.size, self.attributes = n, k
        self.loss, self.cost = loss, cost
        exact = vectors.size * 1.0 <= EXACT_BELOW
        kind = torch.float64 if exact else torch.float32
        given = torch.tensor(np.ascontiguousarray(vectors), dtype=kind, device=device)
        self.mean, deviations, self.whitening = _whiten(given, 1 / (curvature * cost * n))
        penalty = deviations if scale is None else torch.as_tensor(scale, device=device).double()
        root = penalty[:, None] * self.whitening
        self.penalty = root.T @ root
        self.white = torch.addmm(
            -(self.mean @ self.whitening).to(kind), given, self.whitening.to(kind)
        )
        high = torch.as_tensor(signs, device=device).to(kind)
        self.signs = high * 2 - 1
        self.weights = _balance(high) if balanced else None

    def __call__(self, point: Tensor) -> tuple[Tensor, Tensor]:
        """Objective (k,) and gradient (d + 1, k) at `point` (d + 1, k), in float64."""
        weights, bias = point[:-1].to(self.white.dtype), point[-1].to(self.white.dtype)
        value = torch.zeros(self.attributes, dtype=torch.float64, device=point.device)
        slope = torch.zeros_like(point)
        for start in range(0, self.size, CHUNK):
            white, sign = self.white[start : start + CHUNK], self.signs[start : start + CHUNK]
            losses, pull = self.loss(torch.addmm(bias, white, weights).mul_(sign))
            pull.mul_(sign)
            if self.weights is not None:
                losses.mul_(self.weights[start : start + CHUNK])
                pull.mul_(self.weights[start : start + CHUNK])
            value += losses.sum(0)
            slope[:-1] += white.T @ pull
            slope[-1] += pull.sum(0)
        value *= self.cost
        slope *= self.cost
        shrink = self.penalty @ point[:-1]
        slope[:-1] += shrink
        return value + 0.5 * (point[:-1] * shrink).sum(0), slope


def _whiten(vectors: Tensor, penalty: float) -> tuple[Tensor, Tensor, Tensor]:
    """Mean (d,), deviations (d,) and the matrix (d, d) that makes the problem round, in float64.

    That is the inverse root of the correlations and of the `penalty`, relative to the curvature of
    the loss, which alone holds the weights where columns are collinear.
    """
    mean = vectors.mean(0, dtype=torch.float64)
    products = torch.zeros(len(mean), len(mean), dtype=torch.float64, device=vectors.device)
    for start in range(0, len(vectors), CHUNK):
        part = vectors[start : start + CHUNK]
        centred = part - mean.to(part.dtype)
        products += centred.T @ centred
    deviations = (products.diagonal() / len(vectors)).clamp(min=0).sqrt()
    safe = torch.where(deviations > 0, deviations, torch.ones_like(deviations))
    unit = products / len(vectors) / torch.outer(safe, safe)
    # This only shapes the search, so it may be lifted above rounding without moving the end.
    unit.diagonal().add_(max(penalty, 1e-6 if vectors.dtype == torch.float32 else 1e-9))
    factor = torch.linalg.cholesky(unit)
    eye = torch.eye(len(mean), dtype=torch.float64, device=vectors.device)
    inverse = torch.linalg.solve_triangular(factor, eye, upper=False).T
    return mean, deviations, inverse / safe[:, None]


def _balance(high: Tensor) -> Tensor:
    """Weight (n, k) of each row: n / (2 · size of its side)."""
    size = len(high)
    ones = high.sum(0, dtype=torch.float64)
    on_high, on_low = size / (2 * ones), size / (2 * (size - ones))
    return torch.addcmul(on_low.to(high.dtype), high, (on_high - on_low).to(high.dtype))


def _lbfgs(
    problem: _Problem, curvature: float, tolerance: float, passes: int, checkpoint: Checkpoint
) -> tuple[Tensor, int, Tensor]:
    """Minimise every column at once, each with its own steps and curvature pairs."""
    size, k = len(problem.mean) + 1, problem.attributes
    point = torch.zeros(size, k, dtype=torch.float64, device=problem.mean.device)
    value, slope = problem(point)
    first = slope.norm(dim=0).clamp(min=1e-300)
    guess = torch.full_like(value, 1.0 / (problem.size * curvature * problem.cost))
    pairs: list[tuple[Tensor, Tensor, Tensor]] = []
    used = 1
    while used < passes and bool((slope.norm(dim=0) > tolerance * first).any()):
        checkpoint(used / passes)
        way = _direction(slope, pairs, guess)
        trial, trial_value, trial_slope, tried = _backtrack(problem, point, value, slope, way)
        used += tried
        step, change = trial - point, trial_slope - slope
        along = (step * change).sum(0)
        # A column without positive curvature in this step keeps its older pairs only.
        inverse = torch.where(along > 1e-300, 1 / along.clamp(min=1e-300), 0.0)
        stuck = bool((step == 0).all())
        pairs = [*pairs, (step, change, inverse)][-MEMORY:]
        guess = torch.where(along > 1e-300, along / change.square().sum(0).clamp(min=1e-300), guess)
        point, value, slope = trial, trial_value, trial_slope
        if stuck:
            break
    return point, used, slope.norm(dim=0) / first


def _direction(slope: Tensor, pairs: list[tuple[Tensor, Tensor, Tensor]], guess: Tensor) -> Tensor:
    """The two-loop recursion of L-BFGS (Nocedal and Wright, algorithm 7.4) by columns."""
    way, kept = slope.clone(), []
    for step, change, inverse in reversed(pairs):
        share = inverse * (step * way).sum(0)
        way -= share * change
        kept.append(share)
    way *= guess
    for (step, change, inverse), share in zip(pairs, reversed(kept), strict=True):
        way += step * (share - inverse * (change * way).sum(0))
    return way


def _backtrack(
    problem: _Problem, point: Tensor, value: Tensor, slope: Tensor, way: Tensor
) -> tuple[Tensor, Tensor, Tensor, int]:
    """Shorten the step of each column until its objective falls; a column that never does stays."""
    length = torch.ones_like(value)
    descent = (way * slope).sum(0)
    slack = 1e-7 * value.abs() if problem.white.dtype == torch.float32 else 1e-13 * value.abs()
    for tried in range(1, 13):
        trial = point - length * way
        trial_value, trial_slope = problem(trial)
        worse = ~(trial_value <= value - 1e-4 * length * descent + slack)
        if not bool(worse.any()):
            return trial, trial_value, trial_slope, tried
        length = torch.where(worse, length * 0.4, length)
    length = torch.where(worse, 0.0, length)
    trial = point - length * way
    return trial, *problem(trial), tried + 1
