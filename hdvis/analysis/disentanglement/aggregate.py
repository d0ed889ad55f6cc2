"""What the KL of a variational encoder is made of, estimated over its aggregate posterior."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

Array = NDArray[Any]

ROWS = 2_000
"""Rows whose posteriors make the aggregate: every pair of them is looked at."""
BLOCK = 64


@dataclass(frozen=True)
class KlParts:
    """Nats a row: mutual information, total correlation and dimension-wise KL; their sum is `kl`.

    `analytic_kl` is the mean KL of the posteriors in closed form, which the sum estimates. Each
    part is a Monte-Carlo estimate, so that a total correlation near zero can come out negative.
    """

    mutual_information: float
    total_correlation: float
    dimension_wise_kl: float
    analytic_kl: float

    @property
    def kl(self) -> float:
        """The sum of the three parts."""
        return self.mutual_information + self.total_correlation + self.dimension_wise_kl


def kl_parts(
    means: ArrayLike,
    log_variances: ArrayLike,
    *,
    rows: int = ROWS,
    seed: int = 0,
    checkpoint: Checkpoint = no_checkpoint,
) -> KlParts:
    """The parts of the KL of normal posteriors (n, d) from the standard normal prior.

    One draw of each of at most `rows` posteriors, and their mixture, each with equal weight, for
    the aggregate q(z) (Chen et al., NeurIPS 2018, equation 2; the mixture in place of their
    weighted minibatch, since all rows are at hand).
    """
    mean, log_variance = (np.asarray(part, np.float64) for part in (means, log_variances))
    if mean.ndim != 2 or mean.shape != log_variance.shape or len(mean) < 2:
        raise DataError(
            f"posteriors: got means {mean.shape} and log-variances {log_variance.shape}, expected"
            " two arrays (n, d) of one shape and two rows at least"
        )
    if not (np.isfinite(mean).all() and np.isfinite(log_variance).all()):
        raise DataError("posteriors: got values that are not finite. Leave those rows out")
    draw = np.random.default_rng(seed)
    if len(mean) > rows:
        chosen = draw.choice(len(mean), rows, replace=False)
        mean, log_variance = mean[chosen], log_variance[chosen]
    z = mean + np.exp(log_variance / 2) * draw.standard_normal(mean.shape)
    joint, marginals = _aggregate(z, mean, log_variance, checkpoint)
    own = _log_normal(z, mean, log_variance).sum(axis=1)
    prior = _log_normal(z, np.zeros(1), np.zeros(1)).sum(axis=1)
    closed = (mean**2 + np.exp(log_variance) - 1 - log_variance).sum(axis=1) / 2
    return KlParts(
        float((own - joint).mean()),
        float((joint - marginals).mean()),
        float((marginals - prior).mean()),
        float(closed.mean()),
    )


def _aggregate(
    z: Array, mean: Array, log_variance: Array, checkpoint: Checkpoint
) -> tuple[Array, Array]:
    """log q(z) and Σ log q(z_i) of each row, (n,) each, by blocks of rows."""
    from scipy.special import logsumexp

    joint, marginals, shift = np.empty(len(z)), np.empty(len(z)), np.log(len(z))
    for start in range(0, len(z), BLOCK):
        checkpoint(start / len(z))
        part = slice(start, start + BLOCK)
        pairs = _log_normal(z[part, None], mean[None], log_variance[None])
        joint[part] = logsumexp(pairs.sum(axis=2), axis=1) - shift
        marginals[part] = (logsumexp(pairs, axis=1) - shift).sum(axis=1)
    return joint, marginals


def _log_normal(z: Array, mean: Array, log_variance: Array) -> Array:
    away = (z - mean) ** 2 * np.exp(-log_variance)
    return np.asarray(-0.5 * (np.log(2 * np.pi) + log_variance + away))
