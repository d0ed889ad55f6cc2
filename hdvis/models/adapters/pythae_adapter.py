"""A pythae model, by its shape: encoder, decoder and model_config, with dict-like outputs."""

from typing import TYPE_CHECKING, Any

from hdvis.models.adapters.torch_adapter import TorchDecoder, torch_adapter
from hdvis.models.adapters.torch_parts import Part
from hdvis.models.spec import LatentSpec, OutputSpec

if TYPE_CHECKING:
    import torch


def pythae_adapter(
    model: Any,
    *,
    output: OutputSpec | None = None,
    value_range: tuple[float, float] | None = None,
    logits: bool = False,
    name: str = "",
) -> TorchDecoder:
    """The adapter of a pythae autoencoder.

    The encoder part is asked directly: `embed()` would run the whole model and give a sampled z.
    """
    config = model.model_config
    encoder = getattr(model, "encoder", None)
    described = tuple(getattr(config, "input_dim", None) or ()) or None
    return torch_adapter(
        model,
        decode=Part(model.decoder, _reconstruct),
        encode=None if encoder is None else Part(encoder, lambda root, x: root(x)),
        latent=LatentSpec((int(config.latent_dim),)),
        output=output,
        value_range=value_range,
        logits=logits,
        image_shape=described,
        input_shape=described,
        name=name,
    )


def _reconstruct(root: Any, z: "torch.Tensor") -> Any:
    given = root(z)
    return given["reconstruction"] if hasattr(given, "keys") else given
