"""Densities and divergences of diagonal Gaussians, in nats."""

import math

import torch
from torch import Tensor

LOG_2PI = math.log(2.0 * math.pi)


def log_normal(z: Tensor, mean: Tensor, logvar: Tensor) -> Tensor:
    """log N(z; mean, exp(logvar)) of each coordinate, broadcast."""
    return -0.5 * (LOG_2PI + logvar + (z - mean).square() * torch.exp(-logvar))


def log_prior(z: Tensor) -> Tensor:
    """log N(z; 0, 1) of each coordinate."""
    return -0.5 * (LOG_2PI + z.square())


def kl_to_prior(mean: Tensor, logvar: Tensor) -> Tensor:
    """KL(N(mean, exp(logvar)) ‖ N(0, 1)) of each coordinate, the shape of `mean`."""
    return 0.5 * (mean.square() + logvar.exp() - 1.0 - logvar)
