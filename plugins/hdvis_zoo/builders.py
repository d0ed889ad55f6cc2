"""The zoo's networks by name, and their weights as safetensors that say how to build them."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hdvis.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor, nn

Config = Mapping[str, Any]
NAMES = ("ConvVAE", "CVAE", "MLPVAE", "StyleGenerator")


def _builder(name: str) -> Callable[[Config], "nn.Module"]:
    def build_named(config: Config) -> "nn.Module":
        import hdvis_zoo

        return getattr(hdvis_zoo, name)(**_tuples(config))

    return build_named


def _tuples(config: Config) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in config.items()}


BUILDERS: Mapping[str, Callable[[Config], "nn.Module"]] = {
    f"hdvis_zoo.{name}": _builder(name) for name in NAMES
}


def build(name: str, config: Config) -> "nn.Module":
    """The network `name` ("ConvVAE" or "hdvis_zoo.ConvVAE") made with `config`.

    Raises ModelError for a name that is not in `BUILDERS`.
    """
    full = name if name.startswith("hdvis_zoo.") else f"hdvis_zoo.{name}"
    if full not in BUILDERS:
        raise ModelError(f"builder: got {name!r}, expected one of {', '.join(BUILDERS)}")
    return BUILDERS[full](config)


def save_model(path: str | Path, model: "nn.Module", half: bool = False) -> None:
    """Write a network's weights, with {"builder", "config"} as the file's metadata.

    `half` stores matrices and kernels as float16; vectors keep their precision.
    """
    from safetensors.torch import save_file

    metadata = {
        "builder": f"hdvis_zoo.{type(model).__name__}",
        "config": json.dumps(dict(model.config)),
    }
    save_file({k: _stored(v, half) for k, v in model.state_dict().items()}, path, metadata)


def _stored(tensor: "Tensor", half: bool) -> "Tensor":
    import torch

    tensor = tensor.detach().cpu().contiguous()
    return tensor.to(torch.float16) if half and tensor.dim() > 1 else tensor


def load_model(path: str | Path) -> "nn.Module":
    """The network of a file written by `save_model`, in eval mode and single precision.

    Raises ModelError when the file names no builder of the zoo.
    """
    from safetensors import safe_open

    with safe_open(path, framework="pt") as file:
        metadata = file.metadata() or {}
        state = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    if "builder" not in metadata:
        raise ModelError(f"{Path(path).name}: no builder in its metadata; expected a zoo model")
    model = build(metadata["builder"], json.loads(metadata.get("config", "{}")))
    model.load_state_dict(state)
    return model.eval()
