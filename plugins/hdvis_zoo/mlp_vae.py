"""The fully connected autoencoder of the latent-activity study."""

import itertools
import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from .initialisation import glorot_normal
from .vae import LOG_2PI, VAE, wide


class MLPVAE(VAE):
    """Two deterministic layers of softplus units on each side.

    With 784 inputs and 20 latents the encoder has 205,240 parameters, the Bernoulli decoder
    201,984, the Gaussian one 157,584 more for its log-variance, tanh(W h + b). `batch_norm`
    normalises before each activation but the output layers, its shift in place of the bias.
    `heads` is "linear", or "literal" for a sigmoid mean and a tanh log-variance of z, which is
    how the study's text reads.
    """

    def __init__(
        self,
        latent_dim: int = 20,
        input_shape: tuple[int, int, int] = (28, 28, 1),
        hidden: int = 200,
        likelihood: str = "bernoulli",
        batch_norm: bool = False,
        heads: str = "linear",
    ) -> None:
        super().__init__(latent_dim, input_shape, likelihood)
        if heads not in ("linear", "literal"):
            raise ValueError(f"heads: got {heads!r}, expected 'linear' or 'literal'")
        self.hidden, self.batch_norm, self.heads = int(hidden), bool(batch_norm), heads
        inputs = math.prod(self.input_shape)
        self.encoder = _layers([inputs, hidden, hidden], batch_norm)
        self.mean = nn.Linear(hidden, latent_dim)
        self.logvar = nn.Linear(hidden, latent_dim)
        self.decoder = _layers([latent_dim, hidden, hidden], batch_norm)
        self.output = nn.Linear(hidden, inputs)
        self.output_logvar = nn.Linear(hidden, inputs) if likelihood == "gaussian" else None
        glorot_normal(self)

    @property
    def config(self) -> Mapping[str, Any]:
        own = {"hidden": self.hidden, "batch_norm": self.batch_norm, "heads": self.heads}
        return {k: v for k, v in super().config.items() if k != "sigma"} | own

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.encoder(x.flatten(1))
        mean, logvar = wide(self.mean(hidden)), wide(self.logvar(hidden))
        if self.heads == "literal":
            return torch.sigmoid(mean), torch.tanh(logvar)
        return mean, logvar

    def logits(self, z: Tensor) -> Tensor:
        h, w, c = self.input_shape
        return self.output(self.decoder(z)).view(-1, c, h, w)

    def log_prob(self, x: Tensor, z: Tensor) -> Tensor:
        """log p(x|z) in nats, (B,); the Gaussian's variance is the decoder's own."""
        if self.output_logvar is None:
            return super().log_prob(x, z)
        hidden = self.decoder(z)
        mean = torch.sigmoid(wide(self.output(hidden)))
        logvar = torch.tanh(wide(self.output_logvar(hidden)))
        squared = (x.flatten(1) - mean).square() * torch.exp(-logvar)
        return -0.5 * (LOG_2PI + logvar + squared).sum(1)


def _layers(widths: list[int], batch_norm: bool) -> nn.Sequential:
    layers: list[nn.Module] = []
    for n_in, n_out in itertools.pairwise(widths):
        layers.append(nn.Linear(n_in, n_out, bias=not batch_norm))
        if batch_norm:
            layers.append(nn.BatchNorm1d(n_out))
        layers.append(nn.Softplus())
    return nn.Sequential(*layers)
