"""Batch norm folded into the layer before it, where the two follow each other in a Sequential."""

from itertools import pairwise

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval

_CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d)
_TRANSPOSED = (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)
_NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


def has_batch_norm(root: nn.Module) -> bool:
    """Whether there is a batch norm anywhere."""
    return any(isinstance(module, _NORMS) for module in root.modules())


def fold_batch_norm(root: nn.Module) -> nn.Module:
    """`root`, in eval mode and changed in place, without the batch norms that can be folded."""
    root.eval()
    for parent in list(root.modules()):
        if isinstance(parent, nn.Sequential):
            _fold_neighbours(parent)
    return root


def _fold_neighbours(parent: nn.Sequential) -> None:
    names = list(parent._modules)
    for first, second in pairwise(names):
        fused = _fused(parent._modules[first], parent._modules[second])
        if fused is not None:
            parent._modules[first] = fused
            parent._modules[second] = nn.Identity()


def _fused(layer: nn.Module | None, norm: nn.Module | None) -> nn.Module | None:
    if not isinstance(norm, _NORMS) or norm.running_mean is None:
        return None
    with torch.no_grad():
        if isinstance(layer, _CONVOLUTIONS):
            return fuse_conv_bn_eval(layer, norm)
        if isinstance(layer, _TRANSPOSED) and layer.groups == 1:
            return fuse_conv_bn_eval(layer, norm, transpose=True)  # type: ignore[type-var]
        if isinstance(layer, nn.Linear) and isinstance(norm, nn.BatchNorm1d):
            return fuse_linear_bn_eval(layer, norm)
    return None
