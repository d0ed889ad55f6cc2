"""A small style-based generator with Z, W and W+, truncation and per-layer styles."""

import math
from collections.abc import Mapping as MappingOf
from typing import Any

import torch
from torch import Tensor, nn

from .style_layers import Mapping, ModulatedConv, StyledLayer, fir_kernel, upsample


class StyleMapping(nn.Module):
    """Z to W+, one w for each layer, with truncation towards the running mean `w_avg`."""

    def __init__(self, z_dim: int, w_dim: int, num_ws: int, layers: int) -> None:
        super().__init__()
        self.z_dim, self.w_dim, self.num_ws, self.c_dim = z_dim, w_dim, num_ws, 0
        self.net = Mapping(z_dim, w_dim, layers)
        self.register_buffer("w_avg", torch.zeros(w_dim))

    def forward(
        self,
        z: Tensor,
        c: Tensor | None = None,
        truncation_psi: float = 1.0,
        truncation_cutoff: int | None = None,
    ) -> Tensor:
        """W+ codes (B, num_ws, w_dim); the first `truncation_cutoff` layers are truncated."""
        ws = self.net(z)[:, None].expand(-1, self.num_ws, -1)
        if truncation_psi == 1.0:
            return ws
        cutoff = self.num_ws if truncation_cutoff is None else truncation_cutoff
        truncated = self.w_avg + truncation_psi * (ws - self.w_avg)
        return torch.cat([truncated[:, :cutoff], ws[:, cutoff:]], dim=1)

    @torch.no_grad()
    def measure_average(self, n: int = 10_000, seed: int = 0) -> None:
        """Set `w_avg` to the mean of `n` mapped draws."""
        z = torch.randn(n, self.z_dim, generator=torch.Generator().manual_seed(seed))
        self.w_avg.copy_(self.net(z.to(self.w_avg)).mean(0))


class StyleSynthesis(nn.Module):
    """W+ to pictures in −1..1: a learned 4×4 start, then pairs of layers and output skips.

    Layer 0 is the convolution at 4×4; each doubling takes two more. The skip to colour at a
    resolution takes the w after its last convolution, so the last w serves it alone.
    """

    def __init__(self, resolution: int, channels: int, w_dim: int, colours: int) -> None:
        super().__init__()
        sides = [2**power for power in range(2, int(math.log2(resolution)) + 1)]
        widths = [max(channels * 4 // side, 8) for side in sides]
        self.num_ws = 2 * len(sides)
        self.w_dim, self.img_resolution, self.img_channels = w_dim, resolution, colours
        self.start = nn.Parameter(torch.randn(1, widths[0], 4, 4))
        self.layers = nn.ModuleList([StyledLayer(widths[0], widths[0], 4, w_dim, False, 0)])
        for step in range(1, len(sides)):
            a, b, side = widths[step - 1], widths[step], sides[step]
            self.layers.append(StyledLayer(a, b, side, w_dim, True, 2 * step - 1))
            self.layers.append(StyledLayer(b, b, side, w_dim, False, 2 * step))
        self.to_colour = nn.ModuleList(
            ModulatedConv(width, colours, 1, w_dim, demodulate=False) for width in widths
        )
        self.register_buffer("fir", fir_kernel())

    def forward(self, ws: Tensor, noise_mode: str = "const", force_fp32: bool = False) -> Tensor:
        """Pictures (B, colours, side, side) of `ws` (B, num_ws, w_dim)."""
        if force_fp32:
            ws = ws.float()
        x = self.start.expand(len(ws), -1, -1, -1)
        picture = None
        for number, layer in enumerate(self.layers):
            x = layer(x, ws[:, number], noise_mode)
            if number % 2 == 0:
                colour = self.to_colour[number // 2](x, ws[:, number + 1])
                picture = colour if picture is None else upsample(picture, self.fir) + colour
        return torch.tanh(picture)

    def styles(self, ws: Tensor) -> list[Tensor]:
        """The scales each layer's convolution takes from its own w, in layer order."""
        found = [layer.conv.styles(ws[:, i]) for i, layer in enumerate(self.layers)]
        return [*found, self.to_colour[-1].styles(ws[:, -1])]


class StyleGenerator(nn.Module):
    """mapping and synthesis under the names generators of this kind usually have.

    num_ws = 2·log2(resolution) − 2. Pictures are in −1..1. `channels` is the width at 4×4,
    halved at each doubling. Weights are drawn from `seed`, and `w_avg` is measured on them;
    call `mapping.measure_average()` again after training.
    """

    def __init__(
        self,
        resolution: int = 32,
        z_dim: int = 64,
        w_dim: int = 64,
        colours: int = 3,
        channels: int = 64,
        mapping_layers: int = 4,
        seed: int = 0,
    ) -> None:
        super().__init__()
        if resolution < 8 or resolution & (resolution - 1):
            raise ValueError(f"resolution: got {resolution}, expected a power of two from 8")
        self.config: MappingOf[str, Any] = {
            "resolution": resolution,
            "z_dim": z_dim,
            "w_dim": w_dim,
            "colours": colours,
            "channels": channels,
            "mapping_layers": mapping_layers,
            "seed": seed,
        }
        self.z_dim, self.w_dim, self.c_dim = z_dim, w_dim, 0
        self.img_resolution, self.img_channels = resolution, colours
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.synthesis = StyleSynthesis(resolution, channels, w_dim, colours)
            self.num_ws = self.synthesis.num_ws
            self.mapping = StyleMapping(z_dim, w_dim, self.num_ws, mapping_layers)
        self.mapping.measure_average()

    def forward(
        self,
        z: Tensor,
        c: Tensor | None = None,
        truncation_psi: float = 1.0,
        truncation_cutoff: int | None = None,
        noise_mode: str = "const",
    ) -> Tensor:
        """Pictures (B, colours, side, side) in −1..1 of z (B, z_dim)."""
        ws = self.mapping(z, c, truncation_psi, truncation_cutoff)
        return self.synthesis(ws, noise_mode=noise_mode)
