"""The four-layer convolutional autoencoder of LatentVis, at any width."""

import itertools
from collections.abc import Mapping
from typing import Any

from torch import Tensor, nn

from .initialisation import glorot_normal
from .vae import VAE, wide


class ConvVAE(VAE):
    """Four halvings of the picture up, four doublings down.

    With the defaults 64×64×3 → 32×32×32 → 16×16×64 → 8×8×128 → 4×4×256 → 100. `width` is the
    number of channels after the first layer, doubled by each of the others. Kernels are 4×4 with
    stride 2 and padding 1, followed by batch norm and LeakyReLU (0.2).
    """

    def __init__(
        self,
        latent_dim: int = 100,
        input_shape: tuple[int, int, int] = (64, 64, 3),
        width: int = 32,
        likelihood: str = "bernoulli",
        sigma: float = 0.1,
    ) -> None:
        super().__init__(latent_dim, input_shape, likelihood, sigma)
        h, w, c = self.input_shape
        if h % 16 or w % 16:
            raise ValueError(f"input_shape: got {h}×{w}, expected sides that are multiples of 16")
        self.width = int(width)
        channels = [c, width, 2 * width, 4 * width, 8 * width]
        self.top = (8 * width, h // 16, w // 16)
        flat = self.top[0] * self.top[1] * self.top[2]
        self.encoder = nn.Sequential(*_halvings(channels), nn.Flatten())
        self.mean = nn.Linear(flat, latent_dim)
        self.logvar = nn.Linear(flat, latent_dim)
        self.decoder = nn.Sequential(
            nn.Linear(latent_dim, flat), nn.Unflatten(1, self.top), *_doublings(channels[::-1])
        )
        glorot_normal(self)

    @property
    def config(self) -> Mapping[str, Any]:
        return {**super().config, "width": self.width}

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        flat = self.encoder(x)
        return wide(self.mean(flat)), wide(self.logvar(flat))

    def logits(self, z: Tensor) -> Tensor:
        return self.decoder(z)


def _halvings(channels: list[int]) -> list[nn.Module]:
    layers: list[nn.Module] = []
    for low, high in itertools.pairwise(channels):
        layers += [nn.Conv2d(low, high, 4, 2, 1), nn.BatchNorm2d(high), nn.LeakyReLU(0.2)]
    return layers


def _doublings(channels: list[int]) -> list[nn.Module]:
    layers: list[nn.Module] = [nn.LeakyReLU(0.2)]
    for high, low in itertools.pairwise(channels):
        layers += [nn.ConvTranspose2d(high, low, 4, 2, 1), nn.BatchNorm2d(low), nn.LeakyReLU(0.2)]
    return layers[:-2]
