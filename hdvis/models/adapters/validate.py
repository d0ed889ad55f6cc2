"""The check made when a model is attached: one decode of one latent, one of two."""

import re

import numpy as np

from hdvis.errors import ModelError, shorten
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.pixels import display, model_inputs, nonfinite_share
from hdvis.models.spec import Array

_MATRICES = re.compile(r"\((\d+)x(\d+) and (\d+)x(\d+)\)")


def validate(adapter: ModelAdapter, *, seed: int = 0) -> tuple[str, ...]:
    """Decode prior samples at B = 1 and 2 and encode one output; the warnings found.

    Raises `ModelError`: HDV-M8 for a latent width the decoder does not take, HDV-M10 for outputs
    of a wrong kind, rank or batch, and for an encoder that does not give latents.
    """
    z = adapter.latent.sample(2, seed)
    given = z.copy()
    pair = probe(adapter, given)
    warnings = [*_unfaithful(adapter, z, given, pair)]
    one = probe(adapter, z[:1].copy())
    _check_batch(adapter, one, 1)
    _check_batch(adapter, pair, 2)
    _check_output(adapter, pair)
    warnings += _range_warnings(adapter, pair)
    if "encode" in adapter.capabilities:
        _check_encoder(adapter, pair)
    return tuple(warnings)


def probe(adapter: ModelAdapter, z: Array | None = None) -> Array:
    """Outputs of `z` (two prior samples by default), or a `ModelError` in the user's words."""
    latents = adapter.latent.sample(2) if z is None else z
    try:
        y = adapter.decode(latents)
    except ModelError:
        raise
    except (Exception, SystemExit) as error:
        raise explain(error, adapter, latents.shape) from error
    if not isinstance(y, np.ndarray) or y.dtype.kind not in "fiu":
        kind = f"{y.dtype} array" if isinstance(y, np.ndarray) else type(y).__name__
        raise ModelError(
            f"{adapter.name}: decoder gave a {kind}, expected numbers as one array (n, …). "
            "Return a float32 array",
            code="HDV-M10",
        )
    if y.ndim == 0 or len(y) != len(latents):
        _check_batch(adapter, y, len(latents))
    return y


def check_latents(adapter: ModelAdapter, vectors: Array, space: str = "") -> None:
    """Raise `ModelError` HDV-M8 unless `vectors` (n, d) are as wide as the model's latents."""
    width = int(np.prod(vectors.shape[1:]))
    expected = adapter.space(space).size
    if width != expected:
        raise ModelError(
            f"{adapter.name}: decoder takes {expected}, data has {width} dims. "
            "Attach the model to the space it was trained on (set_model(model, space=…))",
            code="HDV-M8",
        )


def explain(error: BaseException, adapter: ModelAdapter, shape: tuple[int, ...]) -> ModelError:
    """`error` from inside a model as a `ModelError` that names what came and what to do."""
    text = shorten(error, 160)
    found = _MATRICES.search(str(error))
    if found and int(found[2]) != int(found[3]):
        return ModelError(
            f"{adapter.name}: decoder takes {found[3]}, data has {found[2]} dims. "
            f"Pass latent={found[3]}, or attach a model made for this space",
            code="HDV-M8",
        )
    return ModelError(
        f"{adapter.name}: decoder raised {type(error).__name__} for latents {shape}: {text}. "
        "Check latent=… and decode=…",
        code="HDV-M10",
    )


def _unfaithful(adapter: ModelAdapter, z: Array, given: Array, pair: Array) -> list[str]:
    found = []
    if not np.array_equal(z, given):
        found.append(f"{adapter.name} changes its input; it is given copies (HDV-M18)")
    again = probe(adapter, z.copy())
    if again.shape == pair.shape and not np.array_equal(again, pair, equal_nan=True):
        found.append(
            f"{adapter.name} decodes one latent differently each time (HDV-M15): "
            "it may be in train mode, or hold a random generator"
        )
    return found


def _check_batch(adapter: ModelAdapter, y: Array, batch: int) -> None:
    if y.ndim == 0 or len(y) != batch:
        raise ModelError(
            f"{adapter.name}: decoder gave {y.shape} for {batch} latents, expected ({batch}, …). "
            "Keep the batch axis",
            code="HDV-M10",
        )


def _check_output(adapter: ModelAdapter, y: Array) -> None:
    output = adapter.output
    if int(np.prod(y.shape[1:])) != int(np.prod(output.shape)):
        raise ModelError(
            f"{adapter.name}: decoder gave {y.shape[1:]} for each latent, expected "
            f"{output.shape}. Correct output=… or image_shape=…",
            code="HDV-M10",
        )
    if output.kind == "image" and (
        len(output.shape) != (2 if output.layout == "HW" else 3) or output.channels not in (1, 3, 4)
    ):
        raise ModelError(
            f"{adapter.name}: decoder gave {output.shape} as an image in {output.layout}, expected "
            "1, 3 or 4 channels. Pass output=OutputSpec(…) with the right layout or kind",
            code="HDV-M10",
        )


def _range_warnings(adapter: ModelAdapter, y: Array) -> list[str]:
    share = float(nonfinite_share(y).mean())
    if share > 0:
        return [f"{adapter.name}: {share:.0%} of the output is not finite (HDV-M9)"]
    limits = adapter.output.value_range
    if adapter.output.kind != "image" or limits is None:
        return []
    values = display(y, adapter.output)
    slack = 0.05 * (limits[1] - limits[0])
    low, high = float(values.min()), float(values.max())
    if low < limits[0] - slack or high > limits[1] + slack:
        return [
            f"{adapter.name}: outputs run from {low:.3g} to {high:.3g}, beyond the range "
            f"{limits[0]:g} to {limits[1]:g}; pass logits=True or value_range=… (HDV-M10)"
        ]
    return []


def _check_encoder(adapter: ModelAdapter, y: Array) -> None:
    from hdvis.models.adapters.infer import infer_range

    inputs = display(y, adapter.output)
    limits = adapter.output.value_range or infer_range(inputs)
    shape = getattr(adapter, "input_shape", None)
    inputs = np.nan_to_num(np.clip(inputs, *limits))
    try:
        posterior = adapter.encode(model_inputs(inputs, adapter.output, shape))
    except ModelError:
        raise
    except (Exception, SystemExit) as error:
        raise _encoder_error(error, adapter, inputs) from error
    if posterior.mean.shape != (len(y), *adapter.latent.shape):
        raise ModelError(
            f"{adapter.name}: encoder gave {posterior.mean.shape}, expected "
            f"{(len(y), *adapter.latent.shape)}. Pass split=… or latent=…",
            code="HDV-M10",
        )


def _encoder_error(error: BaseException, adapter: ModelAdapter, inputs: Array) -> ModelError:
    return ModelError(
        f"{adapter.name}: encoder raised {type(error).__name__} for inputs {inputs.shape}: "
        f"{shorten(error, 120)}. Pass input_shape=…, or encode=None",
        code="HDV-M10",
    )
