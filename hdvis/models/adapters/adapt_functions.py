"""From a pair of functions and the user's hints to an adapter."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from hdvis.errors import ModelError
from hdvis.models.adapters.adapter import ModelAdapter, as_tuple
from hdvis.models.adapters.function_adapter import FunctionAdapter, FunctionAutoencoder
from hdvis.models.adapters.infer import infer_output
from hdvis.models.spec import Array, LatentSpec, OutputSpec


def adapt_functions(
    obj: Any = None,
    *,
    decode: Callable[[Array], Any] | None = None,
    latent: int | tuple[int, ...] | LatentSpec | None = None,
    encode: Callable[[Array], Any] | None = None,
    output: OutputSpec | None = None,
    value_range: tuple[float, float] | None = None,
    image_shape: tuple[int, ...] | None = None,
    logits: bool = False,
    input_shape: tuple[int, ...] | None = None,
    name: str = "",
    version: str = "",
) -> ModelAdapter:
    """The adapter of numpy callables; `latent` is needed, the output is described by a probe.

    `obj` is the decoder, or has it (and perhaps an encoder) as a method, where none is named.
    """
    decode = decode or getattr(obj, "decode", None) or obj
    encode = encode or getattr(obj, "encode", None)
    assert callable(decode)
    if latent is None:
        raise ModelError(
            "model: got a function without a latent size, expected latent=…. "
            "Pass adapt(decode=f, latent=10)",
            code="HDV-M8",
        )
    spec = latent if isinstance(latent, LatentSpec) else LatentSpec(as_tuple(latent))
    title = name or getattr(decode, "__name__", "model")
    bare = FunctionAdapter(decode, spec, output or OutputSpec("array"), name=title, version=version)
    raw = _probe(bare)
    if output is None:
        described = infer_output(raw, value_range, image_shape, logits)
    else:
        described = output if output.shape else replace(output, shape=raw.shape[1:])
    if encode is None:
        return FunctionAdapter(decode, spec, described, name=title, version=version)
    return FunctionAutoencoder(
        decode,
        encode,
        spec,
        described,
        input_shape=input_shape or raw.shape[1:],
        name=title,
        version=version,
    )


def _probe(adapter: ModelAdapter) -> Array:
    from hdvis.models.adapters.validate import probe

    return np.asarray(probe(adapter))
