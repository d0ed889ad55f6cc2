"""What the zoo's variational autoencoders share: a prior, a code and a likelihood."""

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

LOG_2PI = math.log(2.0 * math.pi)


class VAE(nn.Module):
    """A Gaussian encoder and a decoder of pictures, with a standard normal prior.

    Pictures are (B, C, H, W) in 0..1; `input_shape` is (H, W, C). A child gives `encode` and
    `logits`. `likelihood` is "bernoulli" (for RGB improper, but usual) or "gaussian" with the
    fixed standard deviation `sigma`.
    """

    def __init__(
        self,
        latent_dim: int,
        input_shape: tuple[int, int, int],
        likelihood: str = "bernoulli",
        sigma: float = 0.1,
    ) -> None:
        super().__init__()
        if likelihood not in ("bernoulli", "gaussian"):
            raise ValueError(f"likelihood: got {likelihood!r}, expected 'bernoulli' or 'gaussian'")
        self.latent_dim = int(latent_dim)
        self.input_shape = tuple(int(side) for side in input_shape)
        self.likelihood = likelihood
        self.sigma = float(sigma)

    @property
    def config(self) -> Mapping[str, Any]:
        """The keyword arguments that build this network again, fit for JSON."""
        return {
            "latent_dim": self.latent_dim,
            "input_shape": list(self.input_shape),
            "likelihood": self.likelihood,
            "sigma": self.sigma,
        }

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log-variance (B, latent_dim) of q(z|x)."""
        raise NotImplementedError

    def logits(self, z: Tensor) -> Tensor:
        """What the decoder says before the sigmoid, (B, C, H, W)."""
        raise NotImplementedError

    def decode(self, z: Tensor, apply_sigmoid: bool = True) -> Tensor:
        """Pictures (B, C, H, W) in 0..1 of codes (B, latent_dim), or their logits."""
        logits = self.logits(z)
        return torch.sigmoid(logits) if apply_sigmoid else logits

    def reparameterize(
        self, mean: Tensor, logvar: Tensor, generator: torch.Generator | None = None
    ) -> Tensor:
        """A draw mean + eps · exp(logvar / 2)."""
        eps = torch.randn(mean.shape, generator=generator, device=mean.device, dtype=mean.dtype)
        return mean + eps * torch.exp(0.5 * logvar)

    @torch.no_grad()
    def sample(self, eps: Tensor | None = None, n: int = 100) -> Tensor:
        """Pictures of the codes `eps` (B, latent_dim), or of `n` draws from the prior."""
        if eps is None:
            eps = torch.randn(n, self.latent_dim, device=next(self.parameters()).device)
        return self.decode(eps)

    def log_prob(self, x: Tensor, z: Tensor) -> Tensor:
        """log p(x|z) in nats, (B,)."""
        logits = wide(self.logits(z))
        if self.likelihood == "bernoulli":
            each = -F.binary_cross_entropy_with_logits(logits, x, reduction="none")
        else:
            scaled = (torch.sigmoid(logits) - x) / self.sigma
            each = -0.5 * (scaled.square() + LOG_2PI) - math.log(self.sigma)
        return each.flatten(1).sum(1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(reconstruction in 0..1 from one draw, mean, logvar)."""
        mean, logvar = self.encode(x)
        return self.decode(self.reparameterize(mean, logvar)), mean, logvar


def wide(tensor: Tensor) -> Tensor:
    """Half precision made single, so that sums over a picture keep their digits."""
    return tensor.float() if tensor.dtype in (torch.bfloat16, torch.float16) else tensor


def parameters(module: nn.Module) -> int:
    """How many numbers training can change."""
    return sum(p.numel() for p in module.parameters() if p.requires_grad)
