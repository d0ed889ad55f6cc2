"""Reading safetensors, whose library checks the header against the file before it believes it."""

from pathlib import Path
from typing import TYPE_CHECKING

from safetensors import SafetensorError, safe_open

from hdvis.errors import ModelError, shorten

if TYPE_CHECKING:
    import torch

MOST_ENTRIES = 10_000


def read_safetensors(path: Path) -> tuple[dict[str, "torch.Tensor"], dict[str, str]]:
    """Tensors by name, and the metadata; raises `ModelError` HDV-F13 for a header that lies."""
    metadata = checked_header(path)
    from safetensors.torch import load_file

    return dict(load_file(str(path))), metadata


def checked_header(path: Path) -> dict[str, str]:
    """The metadata of a file whose header fits it."""
    try:
        with safe_open(str(path), "np") as file:
            count, metadata = len(file.keys()), dict(file.metadata() or {})
    except SafetensorError as error:
        what = str(error).removeprefix("Error while deserializing header: ")
        raise _bad(path, shorten(what, 120)) from None
    if count > MOST_ENTRIES:
        raise _bad(path, f"{count:,} tensors; {MOST_ENTRIES:,} are the limit")
    return metadata


def _bad(path: Path, what: str) -> ModelError:
    return ModelError(
        f"{path.name}: header or offsets do not fit the file ({what}). Fetch or save the file "
        "again",
        code="HDV-F13",
    )
