"""Losses between pictures for the projector: each gives one number per picture."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hdvis.errors import ModelError

if TYPE_CHECKING:
    import torch
    from torch import nn


@dataclass(frozen=True)
class Loss:
    """`compare(images, targets)`: tensors (B, C, H, W) in −1..1, or (B, *), give (B,)."""

    name: str
    compare: Callable[["torch.Tensor", "torch.Tensor"], "torch.Tensor"]

    def __call__(self, images: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        return self.compare(images, targets)


def pixel_loss(power: int = 2) -> Loss:
    """Mean |x − y|^power over each picture; power 1 or 2."""

    def compare(images: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        return (images - targets).abs().pow(power).flatten(1).mean(dim=1)

    return Loss(f"pixel L{power}", compare)


def multiscale_loss(levels: int = 4, gradient: float = 0.5) -> Loss:
    """Squared error of pixels and of their gradients over a pyramid of halved pictures.

    Needs no weights; it is not a perceptual loss and says so in its name.
    """

    def compare(images: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        difference = images - targets
        if difference.dim() != 4:
            return difference.pow(2).flatten(1).mean(dim=1)
        total = difference.new_zeros(len(difference))
        for _ in range(levels):
            total = total + _energy(difference, gradient)
            if min(difference.shape[-2:]) < 4:
                break
            difference = _halved(difference)
        return total

    return Loss("multi-scale (not LPIPS)", compare)


def feature_loss(module: "nn.Module", layers: tuple[str, ...] = (), *, name: str = "") -> Loss:
    """Squared distance of the features that `module` gives, or that its named `layers` give.

    The features of each layer count alike; `module` sees (B, C, H, W) in −1..1.
    """
    import torch

    frozen = module.eval().requires_grad_(False)

    def features(images: "torch.Tensor") -> list["torch.Tensor"]:
        return _features(frozen, layers, images)

    def compare(images: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        pairs = zip(features(images), features(targets), strict=True)
        apart = [(a - b).pow(2).flatten(1).mean(dim=1) for a, b in pairs]
        return torch.stack(apart).sum(dim=0)

    return Loss(name or f"features of {type(module).__name__}", compare)


def lpips_loss(network: str = "vgg") -> Loss:
    """LPIPS 0.1, by the lpips package where it is installed; `ModelError` says so otherwise."""
    try:
        import lpips
    except ImportError:
        raise ModelError(
            "loss: LPIPS is not installed. Install lpips, or use multiscale_loss()",
            code="HDV-M10",
        ) from None
    judge = lpips.LPIPS(net=network, verbose=False).eval().requires_grad_(False)

    def compare(images: "torch.Tensor", targets: "torch.Tensor") -> "torch.Tensor":
        found: torch.Tensor = judge(_coloured(images), _coloured(targets))
        return found.flatten()

    return Loss(f"LPIPS ({network})", compare)


def _energy(difference: "torch.Tensor", gradient: float) -> "torch.Tensor":
    across = difference[..., :, 1:] - difference[..., :, :-1]
    down = difference[..., 1:, :] - difference[..., :-1, :]
    slopes = across.pow(2).flatten(1).mean(dim=1) + down.pow(2).flatten(1).mean(dim=1)
    return difference.pow(2).flatten(1).mean(dim=1) + gradient * slopes


def _halved(images: "torch.Tensor") -> "torch.Tensor":
    import torch

    return torch.nn.functional.avg_pool2d(images, 2, ceil_mode=True, count_include_pad=False)


def _coloured(images: "torch.Tensor") -> "torch.Tensor":
    return images.expand(-1, 3, -1, -1) if images.shape[1] == 1 else images


def _features(
    module: "nn.Module", layers: tuple[str, ...], images: "torch.Tensor"
) -> list["torch.Tensor"]:
    if not layers:
        return [module(images)]
    found: dict[str, torch.Tensor] = {}
    parts = dict(module.named_modules())
    handles = [
        parts[layer].register_forward_hook(
            lambda _module, _given, result, layer=layer: found.__setitem__(layer, result)
        )
        for layer in layers
    ]
    try:
        module(images)
    finally:
        for handle in handles:
            handle.remove()
    return [found[layer] for layer in layers]
