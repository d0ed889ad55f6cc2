"""Where a training stands: Adam's moments as safetensors, so that it can go on."""

import os
from pathlib import Path

import torch
from torch import nn

NAME = "optimizer.safetensors"


def save_optimizer(
    folder: Path, model: nn.Module, optimizer: torch.optim.Optimizer, stage: int
) -> None:
    """Write the optimizer's tensors, named by parameter, as they are after `stage`."""
    from safetensors.torch import save_file

    tensors = {
        f"{kind}:{name}": value.detach().cpu().contiguous()
        for name, parameter in model.named_parameters()
        for kind, value in optimizer.state.get(parameter, {}).items()
    }
    draft = folder / f"{NAME}.part"
    save_file(tensors, draft, {"stage": str(stage)})
    os.replace(draft, folder / NAME)


def stage_reached(folder: Path) -> int:
    """The last stage from which the training in `folder` can go on; 0 for the beginning."""
    from hdvis.models.weights.safetensors_file import checked_header

    if not (folder / NAME).is_file():
        return 0
    stage = int(checked_header(folder / NAME)["stage"])
    weights = folder / "stages" / f"{stage:04d}" / "weights.safetensors"
    return stage if weights.is_file() else 0


def load_optimizer(folder: Path, model: nn.Module, optimizer: torch.optim.Optimizer) -> None:
    """Give the optimizer of `model` the tensors that `save_optimizer` wrote."""
    from hdvis.models.weights.safetensors_file import read_safetensors

    tensors, _ = read_safetensors(folder / NAME)
    names = [name for name, _ in model.named_parameters()]
    state: dict[int, dict[str, torch.Tensor]] = {}
    for key, value in tensors.items():
        kind, _, name = key.partition(":")
        state.setdefault(names.index(name), {})[kind] = value
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": state, "param_groups": groups})
