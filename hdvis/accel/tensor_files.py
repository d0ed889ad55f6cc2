"""Read the tensors of a torch file without running anything in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from hdvis.errors import DataError, shorten

Array = NDArray[Any]


def read_tensors(path: str | Path) -> Array | Mapping[str, Array]:
    """The tensor in `path` as an array, or the tensors of a dictionary by name.

    Loads with weights_only; entries that are no tensors are left out. Raises DataError for a file
    that holds anything but plain tensors.
    """
    file = Path(path)
    try:
        found = torch.load(file, weights_only=True, map_location="cpu")
    except Exception as error:
        raise DataError(
            f"{shorten(file.name)}: got a file that torch cannot read as plain tensors, expected"
            " a tensor or a dictionary of tensors. Save it again with torch.save(tensor)."
        ) from error
    if isinstance(found, torch.Tensor):
        return _array(found)
    if isinstance(found, Mapping):
        return {str(k): _array(v) for k, v in found.items() if isinstance(v, torch.Tensor)}
    raise DataError(
        f"{shorten(file.name)}: got a {type(found).__name__}, expected a tensor or a dictionary"
    )


def _array(tensor: torch.Tensor) -> Array:
    dense = tensor.detach().to_dense() if tensor.layout != torch.strided else tensor.detach()
    return np.array((dense.float() if dense.dtype == torch.bfloat16 else dense).numpy())
