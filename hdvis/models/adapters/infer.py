"""What a model's output is, judged from a probe, where the user did not say."""

import numpy as np

from hdvis.models.spec import Array, Kind, Layout, OutputSpec, Transform


def infer_output(
    y: Array,
    value_range: tuple[float, float] | None = None,
    image_shape: tuple[int, ...] | None = None,
    logits: bool = False,
) -> OutputSpec:
    """Describe outputs `y` (B, *): pictures where the shape says so, scalars or arrays otherwise.

    `image_shape` is (H, W), (H, W, C) or (C, H, W) for outputs that are flat.
    """
    shape = tuple(image_shape or y.shape[1:])
    layout = image_layout(shape)
    transform: Transform = "sigmoid" if logits else "identity"
    if layout is None:
        kind: Kind = "scalars" if len(shape) <= 1 else "array"
        return OutputSpec(kind, shape, value_range, transform=transform)
    limits = value_range or ((0.0, 1.0) if logits else infer_range(y))
    return OutputSpec("image", shape, limits, layout, transform)


def image_layout(shape: tuple[int, ...]) -> Layout | None:
    """Which axis is the channel, or None when `shape` is no picture's."""
    if len(shape) == 2 and min(shape) >= 4:
        return "HW"
    if len(shape) != 3:
        return None
    if shape[0] in (1, 3, 4):
        return "CHW"
    return "HWC" if shape[2] in (1, 3, 4) else None


def infer_range(y: Array) -> tuple[float, float]:
    """(0, 1), (−1, 1) or (0, 255) where the values fit one of them, their own limits otherwise."""
    finite = y[np.isfinite(y)]
    if finite.size == 0:
        return (0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    if y.dtype == np.uint8 or (low >= 0.0 and 2.0 < high <= 255.0):
        return (0.0, 255.0)
    for limits in ((0.0, 1.0), (-1.0, 1.0)):
        if limits[0] - 1e-6 <= low and high <= limits[1] + 1e-6:
            return limits
    return (low, high)
