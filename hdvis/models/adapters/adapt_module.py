"""From a torch module and the user's hints to an adapter."""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from hdvis.errors import ModelError
from hdvis.models.adapters.adapter import ModelAdapter, as_tuple
from hdvis.models.adapters.torch_adapter import torch_adapter
from hdvis.models.adapters.torch_parts import Part, Pick, part_of
from hdvis.models.adapters.torch_split import Split
from hdvis.models.spec import LatentSpec, OutputSpec

Meant = str | nn.Module | Callable[..., Any] | None
"""A part of a module by its name, itself or as a callable; none; or "auto"."""
Latent = int | tuple[int, ...] | LatentSpec | None
AUTO = "auto"
_DECODERS = ("decode", "decoder", "generator")
_ENCODERS = ("encode", "encoder")
_WIDTHS = ("latent_dim", "latent_size", "z_dim", "n_z", "nz", "num_latents")


def adapt_module(
    module: nn.Module,
    *,
    latent: Latent = None,
    decode: Meant = AUTO,
    encode: Meant = AUTO,
    output: OutputSpec | str | None = None,
    logits: bool = False,
    value_range: tuple[float, float] | None = None,
    image_shape: tuple[int, ...] | None = None,
    input_shape: tuple[int, ...] | None = None,
    split: Split = "auto",
    variance: str = "logvar",
    pick: Pick = None,
    device: torch.device | str | None = None,
    name: str = "",
    width: int | None = None,
) -> ModelAdapter:
    """The adapter of any module; the module itself decodes when it has no part that does.

    `width` is the latent size where neither `latent` nor the module says it.

    `output` is an `OutputSpec`, or "logits" or "probabilities" for pictures. The other hints are
    those of `adapt`.
    """
    if device is not None:
        module.to(device)
    decoder = _part(module, decode, _DECODERS)
    encoder = None if encode is None else _part(module, encode, _ENCODERS)
    if decoder is None:
        decoder = part_of(module, None)
    spec = latent if isinstance(latent, LatentSpec) else None
    if isinstance(output, str):
        logits, output = output == "logits", None
    return torch_adapter(
        module,
        decode=decoder,
        encode=encoder,
        latent=spec or LatentSpec(_latent_shape(module, decoder, latent, width)),
        output=output,
        logits=logits,
        value_range=value_range,
        image_shape=image_shape,
        input_shape=input_shape,
        split=split,
        variance=variance,
        pick=pick,
        name=name,
    )


def _part(module: nn.Module, what: Meant, names: tuple[str, ...]) -> Part | None:
    if what is None or not isinstance(what, str) or what != AUTO:
        return part_of(module, what)
    found = next((name for name in names if callable(getattr(module, name, None))), None)
    return None if found is None else part_of(module, found)


def _latent_shape(
    module: nn.Module, decoder: Part, latent: Latent, fallback: int | None
) -> tuple[int, ...]:
    if isinstance(latent, LatentSpec):
        return latent.shape
    if latent is not None:
        return as_tuple(latent)
    for width in (getattr(module, name, None) for name in _WIDTHS):
        if isinstance(width, int):
            return (width,)
    apart = decoder.root is not module or decoder.call is part_of(module, None).call
    width = _input_width(decoder.root) if apart else None
    if width is not None:
        return (width,)
    if fallback is not None:
        return (fallback,)
    raise ModelError(
        f"{type(module).__name__}: the latent size is not to be seen. Pass latent=10 beside it",
        code="HDV-M8",
    )


def _input_width(root: nn.Module) -> int | None:
    """The inputs of the first layer, where it is a linear one."""
    layers = (nn.Linear, nn.ConvTranspose2d, nn.Conv2d)
    first = next((child for child in root.modules() if isinstance(child, layers)), None)
    return first.in_features if isinstance(first, nn.Linear) else None
