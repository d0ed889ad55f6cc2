"""Model outputs as values and as pixels, in numpy or on the device."""

from typing import TYPE_CHECKING

import numpy as np

from hdvis.models.spec import Array, OutputSpec

if TYPE_CHECKING:
    import torch


def display(y: Array, output: OutputSpec) -> Array:
    """`y` (B, *shape) as float32 with the output's transform applied."""
    values = np.asarray(y, dtype=np.float32)
    if output.transform == "sigmoid":
        from scipy.special import expit

        values = expit(values)
    elif output.transform == "tanh":
        values = np.tanh(values)
    return values.reshape(len(values), *output.shape)


def nonfinite_share(values: Array) -> Array:
    """Share (B,) of the numbers in each item that are NaN or infinite."""
    finite = np.isfinite(values.reshape(len(values), -1))
    return np.asarray(1.0 - finite.mean(axis=1, dtype=np.float64))


def to_pixels(values: Array, output: OutputSpec) -> Array:
    """Displayed values (B, *shape) as uint8 (B, H, W, C); non-finite numbers become the lowest."""
    low, high = output.value_range or (0.0, 1.0)
    span = (high - low) or 1.0
    scaled = np.nan_to_num((values - low) * (255.0 / span), nan=0.0, posinf=255.0, neginf=0.0)
    whole = np.clip(np.rint(scaled), 0, 255).astype(np.uint8)
    return np.ascontiguousarray(_channels_last(whole, output.layout))


def display_tensor(y: "torch.Tensor", output: OutputSpec) -> "torch.Tensor":
    """As `display`, for a tensor, on its own device."""
    import torch

    values = y.reshape(len(y), *output.shape).float()
    if output.transform == "sigmoid":
        return torch.sigmoid(values)
    return torch.tanh(values) if output.transform == "tanh" else values


def to_pixels_tensor(values: "torch.Tensor", output: OutputSpec) -> "torch.Tensor":
    """As `to_pixels`, for a tensor, on its own device: a uint8 tensor (B, H, W, C)."""
    low, high = output.value_range or (0.0, 1.0)
    span = (high - low) or 1.0
    scaled = ((values - low) * (255.0 / span)).nan_to_num(nan=0.0, posinf=255.0, neginf=0.0)
    whole = scaled.round().clamp(0, 255).byte()
    if output.layout == "CHW":
        whole = whole.permute(0, 2, 3, 1)
    return (whole.unsqueeze(-1) if output.layout == "HW" else whole).contiguous()


def nonfinite_share_tensor(values: "torch.Tensor") -> "torch.Tensor":
    """As `nonfinite_share`, for a tensor."""
    return 1.0 - values.isfinite().reshape(len(values), -1).float().mean(dim=1)


def model_inputs(images: Array, output: OutputSpec, shape: tuple[int, ...] | None = None) -> Array:
    """Images as the model saw them in training: float32 in its value range, in its layout.

    `images` is uint8 (n, H, W) or (n, H, W, C); `shape` is one input's shape where it differs
    from one output's ((784,) for an MLP). Floats are taken to be in the model's form already.
    """
    values = np.asarray(images)
    if values.dtype == np.uint8:
        low, high = output.value_range or (0.0, 1.0)
        values = values.astype(np.float32) * ((high - low) / 255.0) + low
        if output.kind == "image":
            values = _laid_out(values, output)
    values = np.ascontiguousarray(values, dtype=np.float32)
    return values.reshape(len(values), *(output.shape if shape is None else shape))


def _channels_last(values: Array, layout: str) -> Array:
    if layout == "HW":
        return values[..., None]
    return np.moveaxis(values, 1, -1) if layout == "CHW" else values


def _laid_out(images: Array, output: OutputSpec) -> Array:
    channels = output.channels
    pictures = images[..., None] if images.ndim == 3 else images
    if pictures.shape[-1] == 4 and channels == 3:
        pictures = pictures[..., :3]
    if pictures.shape[-1] == 3 and channels == 1:
        pictures = pictures @ np.array([0.299, 0.587, 0.114], dtype=np.float32)[:, None]
    if pictures.shape[-1] == 1 and channels == 3:
        pictures = np.repeat(pictures, 3, axis=-1)
    if output.layout == "HW":
        return pictures[..., 0]
    return np.moveaxis(pictures, -1, 1) if output.layout == "CHW" else pictures
