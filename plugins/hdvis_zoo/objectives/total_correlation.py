"""The β-TCVAE objective of Chen, Li, Grosse and Duvenaud (2018)."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from ..vae import VAE
from .gaussian import log_normal, log_prior
from .terms import Terms


def mws_log_weights(batch: int, data_size: int) -> Tensor:
    """Log weights (B, B) of minibatch-weighted sampling: 1 / (B · N) each."""
    return torch.full((batch, batch), -math.log(batch * data_size))


def mss_log_weights(batch: int, data_size: int) -> Tensor:
    """Log weights (B, B) of minibatch-stratified sampling.

    Row i estimates q(z_i): its own picture weighs 1/N, one other (N − M)/(N·M), the rest 1/M,
    where M = B − 1; rows sum to one.
    """
    others = batch - 1
    weights = torch.full((batch, batch), 1.0 / others)
    rows = torch.arange(batch)
    weights[rows, rows] = 1.0 / data_size
    weights[rows, (rows + 1) % batch] = (data_size - others) / (data_size * others)
    return weights.log()


@dataclass(frozen=True, eq=False)
class Decomposition:
    """The three parts of the KL of a batch of draws, each (B,), in nats."""

    mutual_information: Tensor
    total_correlation: Tensor
    dimension_wise_kl: Tensor

    @property
    def kl(self) -> Tensor:
        """Their sum, which is log q(z|x) − log p(z) of the draws whatever the estimator."""
        return self.mutual_information + self.total_correlation + self.dimension_wise_kl


def decompose(
    z: Tensor, mean: Tensor, logvar: Tensor, data_size: int, estimator: str = "mws"
) -> Decomposition:
    """Mutual information, total correlation and dimension-wise KL of draws `z` (B, d).

    `estimator` is "mws" or "mss". An estimated total correlation can be negative.
    """
    pairs = log_normal(z[:, None], mean[None], logvar[None])
    make = {"mws": mws_log_weights, "mss": mss_log_weights}[estimator]
    weights = make(len(z), data_size).to(z)
    joint = torch.logsumexp(pairs.sum(2) + weights, dim=1)
    marginals = torch.logsumexp(pairs + weights[..., None], dim=1).sum(1)
    conditional = log_normal(z, mean, logvar).sum(1)
    prior = log_prior(z).sum(1)
    return Decomposition(conditional - joint, joint - marginals, marginals - prior)


@dataclass(frozen=True)
class BetaTC:
    """−E_q[log p(x|z)] + MI + β · TC + dimension-wise KL; `data_size` is the number of rows."""

    data_size: int
    beta: float = 6.0
    estimator: str = "mws"

    def __call__(self, model: VAE, x: Tensor, warmth: float = 1.0) -> Terms:
        mean, logvar = model.encode(x)
        z = model.reparameterize(mean, logvar)
        reconstruction = -model.log_prob(x, z).mean()
        parts = decompose(z, mean, logvar, self.data_size, self.estimator)
        mi = parts.mutual_information.mean()
        tc = parts.total_correlation.mean()
        dw = parts.dimension_wise_kl.mean()
        loss = reconstruction + warmth * (mi + self.beta * tc + dw)
        named = {"reconstruction": reconstruction, "mutual_information": mi}
        named |= {"total_correlation": tc, "dimension_wise_kl": dw, "kl": mi + tc + dw}
        return Terms(loss, {name: part.detach() for name, part in named.items()})
