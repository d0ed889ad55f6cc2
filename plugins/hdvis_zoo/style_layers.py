"""The parts of a style-based generator, written from the papers.

Karras, Laine and Aila (2019) give the mapping, the per-layer noise and the truncation; Karras
et al. (2020) the modulated and demodulated convolution, output skips and equalised weights.
"""

import itertools
import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def fir_kernel() -> Tensor:
    """The separable binomial filter 1 3 3 1, normalised, (4, 4)."""
    taps = torch.tensor([1.0, 3.0, 3.0, 1.0])
    kernel = taps[:, None] * taps[None]
    return kernel / kernel.sum()


def upsample(x: Tensor, kernel: Tensor) -> Tensor:
    """Twice the side: zeros between the pixels, then the filter at gain four."""
    b, c, h, w = x.shape
    wide = x.new_zeros(b, c, h, 2, w, 2)
    wide[:, :, :, 0, :, 0] = x
    wide = F.pad(wide.view(b, c, 2 * h, 2 * w), (2, 1, 2, 1))
    weight = (4.0 * kernel).to(x).expand(c, 1, 4, 4)
    return F.conv2d(wide, weight, groups=c)


class EqualLinear(nn.Module):
    """A dense layer with unit weights scaled at run time, so that all learn at one rate."""

    def __init__(self, n_in: int, n_out: int, bias: float = 0.0, rate: float = 1.0) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in) / rate)
        self.bias = nn.Parameter(torch.full((n_out,), bias / rate))
        self.gain, self.rate = rate / math.sqrt(n_in), rate

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight * self.gain, self.bias * self.rate)


class Mapping(nn.Module):
    """Z to W: normalise to the sphere, then dense layers with LeakyReLU."""

    def __init__(self, z_dim: int, w_dim: int, layers: int) -> None:
        super().__init__()
        widths = [z_dim] + [w_dim] * layers
        pairs = itertools.pairwise(widths)
        self.layers = nn.ModuleList(EqualLinear(a, b, rate=0.1) for a, b in pairs)

    def forward(self, z: Tensor) -> Tensor:
        """w (B, w_dim) of z (B, z_dim)."""
        x = z * torch.rsqrt(z.square().mean(1, keepdim=True) + 1e-8)
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2) * math.sqrt(2.0)
        return x


class ModulatedConv(nn.Module):
    """A convolution whose input channels are scaled by a style, its output renormalised."""

    def __init__(self, n_in: int, n_out: int, side: int, w_dim: int, demodulate: bool) -> None:
        super().__init__()
        self.affine = EqualLinear(w_dim, n_in, bias=1.0)
        self.weight = nn.Parameter(torch.randn(n_out, n_in, side, side))
        self.gain = 1.0 / math.sqrt(n_in * side * side)
        self.demodulate = demodulate

    def styles(self, w: Tensor) -> Tensor:
        """The scales (B, n_in) that `w` (B, w_dim) asks for."""
        return self.affine(w)

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        style = self.styles(w)
        kernel = self.weight * self.gain
        y = F.conv2d(x * style[:, :, None, None], kernel, padding=kernel.shape[-1] // 2)
        if not self.demodulate:
            return y
        power = kernel.square().sum((2, 3)) @ style.square().T
        return y * torch.rsqrt(power.T + 1e-8)[:, :, None, None]


class StyledLayer(nn.Module):
    """Modulated convolution, constant noise of learned strength, bias, LeakyReLU."""

    def __init__(self, n_in: int, n_out: int, side: int, w_dim: int, grow: bool, seed: int) -> None:
        super().__init__()
        self.conv = ModulatedConv(n_in, n_out, 3, w_dim, demodulate=True)
        self.bias = nn.Parameter(torch.zeros(1, n_out, 1, 1))
        self.strength = nn.Parameter(torch.full((), 0.1))
        self.grow = grow
        noise = torch.randn(1, 1, side, side, generator=torch.Generator().manual_seed(seed))
        self.register_buffer("noise", noise)
        self.register_buffer("fir", fir_kernel())

    def forward(self, x: Tensor, w: Tensor, noise_mode: str = "const") -> Tensor:
        y = self.conv(upsample(x, self.fir) if self.grow else x, w)
        if noise_mode == "const":
            y = y + self.strength * self.noise
        elif noise_mode == "random":
            y = y + self.strength * torch.randn_like(y[:, :1])
        return F.leaky_relu(y + self.bias, 0.2) * math.sqrt(2.0)
