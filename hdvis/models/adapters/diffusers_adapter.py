"""A diffusers AutoencoderKL, by its shape: encode().latent_dist, decode().sample and config."""

from typing import TYPE_CHECKING, Any

import numpy as np

from hdvis.errors import ModelError
from hdvis.models.adapters.torch_adapter import TorchAutoencoder, torch_adapter
from hdvis.models.adapters.torch_parts import Part
from hdvis.models.spec import Array, LatentSpec, OutputSpec

if TYPE_CHECKING:
    import torch


class DiffusersAutoencoder(TorchAutoencoder):
    """Latents are the model's own; `latent.scale` and `shift` are what pipelines apply.

    Pipelines draw (z - shift) · scale from a standard normal, or (z - mean) / std per channel where
    the configuration has `latents_mean` and `latents_std`; `latent.mean` and `std` say so.
    """

    _thrifty = False

    def save_memory(self) -> bool:
        """Slicing and tiling, where the model offers them."""
        if self._thrifty:
            return False
        self._thrifty = True
        names = ("enable_slicing", "enable_tiling")
        offered = [getattr(self.module, name, None) for name in names]
        for switch_on in filter(callable, offered):
            switch_on()
        return any(map(callable, offered))


def diffusers_adapter(
    vae: Any,
    *,
    latent: tuple[int, ...] | None = None,
    output: OutputSpec | None = None,
    name: str = "",
) -> TorchAutoencoder:
    """The adapter of an AutoencoderKL; `latent` is (channels, h, w), by default from its config."""
    spec = _latent_spec(vae.config, latent or _latent_shape(vae.config))
    encoder = Part(vae, _encode)
    made = torch_adapter(
        vae,
        decode=Part(vae, _decode),
        encode=encoder,
        latent=spec,
        output=output,
        value_range=(-1.0, 1.0),
        split=_mode,
        name=name,
    )
    adapter = DiffusersAutoencoder(
        made.part,
        spec,
        made.output,
        encoder=encoder,
        split=_mode,
        input_shape=made.output.shape,
        name=made.name,
    )
    adapter.warnings = made.warnings
    return adapter


def _latent_spec(config: Any, shape: tuple[int, ...]) -> LatentSpec:
    """The latents of a configuration, with where a pipeline draws them."""
    scale = float(getattr(config, "scaling_factor", None) or 1.0)
    shift = float(getattr(config, "shift_factor", None) or 0.0)
    mean = _channels(getattr(config, "latents_mean", None), shape, "latents_mean")
    std = _channels(getattr(config, "latents_std", None), shape, "latents_std")
    return LatentSpec(
        shape,
        "sd",
        units="raw",
        scale=scale,
        shift=shift,
        mean=np.full(shape, shift, np.float32) if mean is None else mean,
        std=np.full(shape, 1.0, np.float32) / np.float32(scale) if std is None else std / scale,
    )


def _channels(given: Any, shape: tuple[int, ...], name: str) -> Array | None:
    """One number per channel as an array of a latent's shape; None where there are none."""
    if given is None:
        return None
    values = np.asarray(given, np.float32).reshape(-1)
    if len(values) != shape[0]:
        raise ModelError(
            f"{name}: got {len(values)} numbers, expected one for each of {shape[0]} channels. "
            "Pass latent=(channels, h, w)",
            code="HDV-M10",
        )
    return np.broadcast_to(values[:, None, None], shape).astype(np.float32)


def _encode(root: Any, x: "torch.Tensor") -> Any:
    return root.encode(x)


def _decode(root: Any, z: "torch.Tensor") -> Any:
    return root.decode(z).sample


def _mode(given: Any) -> tuple["torch.Tensor", "torch.Tensor | None"]:
    distribution = given.latent_dist
    return distribution.mode(), getattr(distribution, "logvar", None)


def _latent_shape(config: Any) -> tuple[int, ...]:
    halvings = len(getattr(config, "block_out_channels", (1,))) - 1
    size = max(1, int(getattr(config, "sample_size", 64) or 64) // 2**halvings)
    return (int(config.latent_channels), size, size)
