"""From a torch module and the user's hints to an adapter."""

from collections.abc import Iterator
from typing import Any

from torch import nn

from hdvis.errors import ModelError
from hdvis.models.adapter import ModelAdapter, as_tuple
from hdvis.models.spec import LatentSpec, OutputSpec
from hdvis.models.torch_adapter import torch_adapter
from hdvis.models.torch_parts import Part, part_of

AUTO = "auto"
_DECODERS = ("decode", "decoder", "generator")
_ENCODERS = ("encode", "encoder")
_WIDTHS = ("latent_dim", "latent_size", "z_dim", "n_z", "nz", "num_latents")


def adapt_module(
    module: nn.Module,
    *,
    latent: int | tuple[int, ...] | LatentSpec | None = None,
    decode: Any = AUTO,
    encode: Any = AUTO,
    output: OutputSpec | str | None = None,
    logits: bool = False,
    device: Any = None,
    **hints: Any,
) -> ModelAdapter:
    """The adapter of any module; the module itself decodes when it has no part that does.

    `output` is an `OutputSpec`, or "logits" or "probabilities" for pictures.
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
        latent=spec or LatentSpec(_latent_shape(module, decoder, latent)),
        output=output,
        logits=logits,
        **hints,
    )


def _part(module: nn.Module, what: Any, names: tuple[str, ...]) -> Part | None:
    if what is None or not isinstance(what, str) or what != AUTO:
        return part_of(module, what)
    found = next((name for name in names if callable(getattr(module, name, None))), None)
    return None if found is None else part_of(module, found)


def _latent_shape(module: nn.Module, decoder: Part, latent: Any) -> tuple[int, ...]:
    if latent is not None:
        return as_tuple(latent)
    for width in (getattr(module, name, None) for name in _WIDTHS):
        if isinstance(width, int):
            return (width,)
    for width in _input_widths(decoder.root):
        if decoder.root is not module or decoder.call is part_of(module, None).call:
            return (width,)
        break
    raise ModelError(
        f"{type(module).__name__}: the latent size is not to be seen, expected latent=…. "
        "Pass adapt(model, latent=10)",
        code="HDV-M8",
    )


def _input_widths(root: nn.Module) -> Iterator[int]:
    for child in root.modules():
        if isinstance(child, nn.Linear):
            yield child.in_features
        elif isinstance(child, (nn.ConvTranspose2d, nn.Conv2d)):
            return
