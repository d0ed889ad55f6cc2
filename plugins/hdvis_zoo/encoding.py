"""From pictures to codes and back, in batches."""

import numpy as np
import torch

from .batches import as_input

Array = np.ndarray


@torch.no_grad()
def encode(
    model: torch.nn.Module, images: Array, binarise: str | None = None, batch: int = 256
) -> tuple[Array, Array]:
    """Posterior means and log-variances (n, d) float32 of pictures (n, H, W, C) uint8."""
    device = next(model.parameters()).device
    means, logvars = [], []
    for start in range(0, len(images), batch):
        x = as_input(images[start : start + batch], binarise, start)
        mean, logvar = model.encode(x.to(device))
        means.append(mean.float().cpu().numpy())
        logvars.append(logvar.float().cpu().numpy())
    return np.concatenate(means), np.concatenate(logvars)


@torch.no_grad()
def decode(model: torch.nn.Module, z: Array, batch: int = 256) -> Array:
    """Pictures uint8 (n, H, W, C) of codes (n, d)."""
    device = next(model.parameters()).device
    parts = torch.from_numpy(np.array(z, np.float32)).split(batch)
    return np.concatenate([to_pixels(model.decode(part.to(device))) for part in parts])


def to_pixels(x: torch.Tensor) -> Array:
    """Pictures (B, C, H, W) in 0..1 as uint8 (B, H, W, C)."""
    return (x.float().clamp(0, 1) * 255 + 0.5).byte().permute(0, 2, 3, 1).cpu().numpy()
