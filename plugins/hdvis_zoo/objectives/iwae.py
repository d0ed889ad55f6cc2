"""The importance-weighted bound of Burda, Grosse and Salakhutdinov (2016)."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from ..vae import VAE
from .gaussian import log_normal, log_prior
from .terms import Terms


def log_weights(
    model: VAE, x: Tensor, k: int, warmth: float = 1.0, eps: Tensor | None = None
) -> Tensor:
    """log p(x|z) + warmth · (log p(z) − log q(z|x)) of `k` draws for each picture, (k, B).

    `eps` (k, B, d) fixes the draws.
    """
    mean, logvar = model.encode(x)
    if eps is None:
        eps = torch.randn(k, *mean.shape, device=mean.device, dtype=mean.dtype)
    z = mean + eps * torch.exp(0.5 * logvar)
    repeated = x.expand(k, *x.shape).flatten(0, 1)
    likelihood = model.log_prob(repeated, z.flatten(0, 1)).view(k, -1)
    ratio = (log_prior(z) - log_normal(z, mean, logvar)).sum(2)
    return likelihood + warmth * ratio


def bound(weights: Tensor) -> Tensor:
    """L_K = log (1/K) Σ exp(weights) of (K, B) log weights, (B,)."""
    return torch.logsumexp(weights, dim=0) - math.log(len(weights))


@dataclass(frozen=True)
class IWAE:
    """The negative L_K; `k` = 1 is the variational bound with a sampled KL."""

    k: int = 5

    def __call__(self, model: VAE, x: Tensor, warmth: float = 1.0) -> Terms:
        weights = log_weights(model, x, self.k, warmth)
        loss = -bound(weights).mean()
        return Terms(loss, {"bound": -loss.detach(), "bound_k1": weights.mean().detach()})
