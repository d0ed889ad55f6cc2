"""From a pair of functions and the user's hints to an adapter."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from hdvis.errors import ModelError
from hdvis.models.adapters.adapter import ModelAdapter, as_tuple
from hdvis.models.adapters.function_adapter import FunctionAdapter
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
    width: int | None = None,
) -> ModelAdapter:
    """The adapter of numpy callables; the output is described by a probe.

    `obj` is the decoder, or has it (and perhaps an encoder) as a method, where none is named.
    `width` is the latent size where `latent` does not say it.
    """
    decode = decode or getattr(obj, "decode", None) or obj
    encode = encode or getattr(obj, "encode", None)
    assert callable(decode)
    size = width if latent is None else latent
    if size is None:
        raise ModelError(
            "model: got a function without a latent size. Pass latent=10 beside it",
            code="HDV-M8",
        )
    spec = size if isinstance(size, LatentSpec) else LatentSpec(as_tuple(size))
    title = name or getattr(decode, "__name__", "model")
    bare = FunctionAdapter(decode, spec, output or OutputSpec("array"), name=title, version=version)
    raw = _probe(bare)
    if output is None:
        described = infer_output(raw, value_range, image_shape, logits)
    else:
        described = output if output.shape else replace(output, shape=raw.shape[1:])
    return FunctionAdapter(
        decode,
        spec,
        described,
        encode=encode,
        input_shape=input_shape or raw.shape[1:],
        name=title,
        version=version,
    )


def _probe(adapter: ModelAdapter) -> Array:
    from hdvis.models.adapters.validate import probe

    return np.asarray(probe(adapter))
