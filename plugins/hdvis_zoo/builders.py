"""The zoo's networks by name, and their weights as safetensors that say how to build them."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hdvis.errors import ModelError, shorten

if TYPE_CHECKING:
    from torch import Tensor, nn

Options = Mapping[str, Any]
NAMES = ("ConvVAE", "CVAE", "MLPVAE", "StyleGenerator")


def _builder(name: str) -> Callable[..., "nn.Module"]:
    def build_named(**options: Any) -> "nn.Module":
        import hdvis_zoo

        made: nn.Module = getattr(hdvis_zoo, name)(**_tuples(options))
        return made

    return build_named


def _tuples(options: Options) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}


BUILDERS: Mapping[str, Callable[..., "nn.Module"]] = {
    f"hdvis_zoo.{name}": _builder(name) for name in NAMES
}
"""What `hdvis.models.load(path, builders=BUILDERS)` needs to open a file of `save_model`."""


def build(name: str, options: Options) -> "nn.Module":
    """The network `name` ("ConvVAE" or "hdvis_zoo.ConvVAE") made with `options`.

    Raises ModelError for a name that is not in `BUILDERS` or options it does not take.
    """
    full = name if name.startswith("hdvis_zoo.") else f"hdvis_zoo.{name}"
    if full not in BUILDERS:
        raise ModelError(
            f"builder: got {shorten(name)!r}, expected one of {', '.join(BUILDERS)}", code="HDV-M7"
        )
    try:
        return BUILDERS[full](**options)
    except (TypeError, ValueError) as error:
        raise ModelError(
            f"{full} refused its options: {shorten(error, 160)}", code="HDV-M7"
        ) from None


def save_model(path: str | Path, model: "nn.Module", half: bool = False) -> None:
    """Write a network's weights; the file's metadata names its builder and the options.

    `half` stores matrices and kernels as float16; vectors keep their precision.
    """
    from safetensors.torch import save_file

    metadata = {
        "hdvis.builder": f"hdvis_zoo.{type(model).__name__}",
        "hdvis.options": json.dumps(dict(model.config)),
    }
    save_file({k: _stored(v, half) for k, v in model.state_dict().items()}, path, metadata)


def _stored(tensor: "Tensor", half: bool) -> "Tensor":
    import torch

    tensor = tensor.detach().cpu().contiguous()
    return tensor.to(torch.float16) if half and tensor.dim() > 1 else tensor


def load_model(path: str | Path) -> "nn.Module":
    """The network of a file written by `save_model`, in eval mode and single precision.

    Raises ModelError when the file cannot be read, names no builder of the zoo, or its weights
    do not fit.
    """
    from hdvis.models import read_weights
    from hdvis.models.weights.load import load_state

    weights, metadata = read_weights(path)
    name = metadata.get("hdvis.builder")
    if name is None:
        raise ModelError(
            f"{Path(path).name}: names no builder, expected a file of hdvis_zoo.save_model",
            code="HDV-M7",
        )
    model = build(name, json.loads(metadata.get("hdvis.options", "{}")))
    load_state(model, weights, Path(path).name)
    return model.eval()
