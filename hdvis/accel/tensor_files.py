"""Read the tensors of a torch file without running anything in it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from hdvis.errors import DataError, ModelError, shorten

Array = NDArray[Any]
SAFE_TORCH = (2, 10)


def load_plain(path: Path, allow: Sequence[Any] = ()) -> Any:
    """What a torch file holds: tensors, plain containers, and the classes in `allow`.

    Raises `ModelError` HDV-M6 under an old torch, and whatever torch raises for other files.
    """
    check_torch_version(torch.__version__, path)
    with torch.serialization.safe_globals(list(allow)):
        return torch.load(path, map_location="cpu", weights_only=True)


def check_torch_version(version: str, path: Path) -> None:
    """Raise `ModelError` HDV-M6 below the torch whose weights-only reader is known to hold."""
    numbers = tuple(int(part) for part in version.split("+")[0].split(".")[:2])
    if numbers < SAFE_TORCH:
        raise ModelError(
            f"{path.name}: got torch {version}, expected 2.10 or newer to read .pt files safely. "
            "Upgrade torch, or convert to safetensors",
            code="HDV-M6",
        )


def read_tensors(path: str | Path) -> Array | Mapping[str, Array]:
    """The tensor in `path` as an array, or the tensors of a dictionary by name.

    Entries that are no tensors are left out. Raises DataError for a file that holds anything but
    plain tensors.
    """
    file = Path(path)
    try:
        found = load_plain(file)
    except ModelError:
        raise
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
