"""Small real models for the tests of hdvis.models."""

import random
import time

import numpy as np
import torch
from torch import nn

from hdvis.models import FunctionAdapter, LatentSpec, OutputSpec


class ToyVAE(nn.Module):
    """16×16 pictures, batch norm included; `encoder` gives mean and log-variance in halves."""

    def __init__(self, latent: int = 10, seed: int = 0) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.encoder = nn.Sequential(nn.Flatten(), nn.Linear(256, 2 * latent))
        self.decoder = nn.Sequential(
            nn.Linear(latent, 128),
            nn.BatchNorm1d(128),
            nn.ReLU(),
            nn.Unflatten(1, (8, 4, 4)),
            nn.ConvTranspose2d(8, 8, 4, 2, 1),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.ConvTranspose2d(8, 1, 4, 2, 1),
            nn.Sigmoid(),
        )


class ToyStyle(nn.Module):
    """The signature of a style-based generator: mapping, synthesis, num_ws, w_dim, z_dim."""

    def __init__(self, noise: float = 0.1) -> None:
        super().__init__()
        torch.manual_seed(3)
        self.z_dim, self.c_dim, self.w_dim, self.num_ws = 6, 0, 8, 4
        self.mapping = _Mapping(self.z_dim, self.w_dim, self.num_ws)
        self.synthesis = _Synthesis(self.w_dim, self.num_ws, noise)


class _Mapping(nn.Module):
    def __init__(self, z_dim: int, w_dim: int, num_ws: int) -> None:
        super().__init__()
        self.num_ws = num_ws
        self.net = nn.Sequential(nn.Linear(z_dim, w_dim), nn.LeakyReLU(0.2))
        self.register_buffer("w_avg", torch.full((w_dim,), 0.25))

    def forward(self, z, c, truncation_psi=1, truncation_cutoff=None):
        return self.net(z).unsqueeze(1).repeat(1, self.num_ws, 1)


class _Synthesis(nn.Module):
    def __init__(self, w_dim: int, num_ws: int, noise: float) -> None:
        super().__init__()
        self.paint = nn.ModuleList(nn.Linear(w_dim, 3 * 8 * 8) for _ in range(num_ws))
        self.noise = noise
        self.register_buffer("noise_const", torch.randn(3, 8, 8))

    def forward(self, ws, noise_mode="random", force_fp32=False):
        flat = sum(paint(ws[:, i]) for i, paint in enumerate(self.paint))
        picture = flat.reshape(-1, 3, 8, 8)
        drawn = self.noise_const if noise_mode == "const" else torch.randn_like(picture)
        return torch.tanh(picture + self.noise * drawn)


def tagged(delay=lambda: 0.0, latent: int = 3, name: str = "tagged") -> FunctionAdapter:
    """A decoder whose output is its latent, so that every answer shows what it answers."""

    def decode(z):
        time.sleep(delay())
        return z.copy()

    return FunctionAdapter(
        decode, LatentSpec((latent,)), OutputSpec("scalars", (latent,)), name=name, version="1"
    )


def random_delay(seed: int, longest: float = 0.004):
    """A delay that differs from call to call."""
    generator = random.Random(seed)
    return lambda: generator.random() * longest


def pictures(n: int = 6, seed: int = 0) -> np.ndarray:
    """(n, 16, 16) uint8."""
    return np.random.default_rng(seed).integers(0, 256, (n, 16, 16), dtype=np.uint8)
