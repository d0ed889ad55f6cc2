"""The published inertial-fusion simulations: inputs, scalars and four image channels per row."""

import re
from pathlib import Path

from hdvis.data.arrays.interop import Array
from hdvis.data.dataset import Dataset
from hdvis.data.files.npy import read_npy
from hdvis.errors import DataError

PARAMS, SCALARS, IMAGES = "{}_params.npy", "{}_0_scalars.npy", "{}_images.npy"
SIDE, CHANNELS = 64, 4
_NAME = re.compile(r"(jag\w*?)(_params|_0_scalars|_images)\.npy", re.IGNORECASE)


def fusion_prefix(path: Path) -> str | None:
    """The name that the set's files share ("jag10K"), or None for any other path."""
    if path.is_dir():
        found = sorted(path.glob("*_params.npy"))
        return next((p for p in map(fusion_prefix, found) if p is not None), None)
    match = _NAME.fullmatch(path.name)
    return match.group(1) if match else None


def read_fusion(path: Path) -> Dataset | None:
    """The set in the folder `path`, or of which `path` is one file; None for anything else.

    `<name>_params.npy` (n, 5) is the primary space ("input 0", …), `<name>_0_scalars.npy` (n, 15)
    gives the columns "scalar 0", …, and `<name>_images.npy` (n, 64*64*4) four image sets
    "channel 0" to "channel 3", read in place. Scalars and images may be absent, which is said.
    """
    prefix = fusion_prefix(path)
    folder = path if path.is_dir() else path.parent
    if prefix is None:
        return None
    if not (folder / PARAMS.format(prefix)).exists():
        raise DataError(
            f"{path.name}: no {PARAMS.format(prefix)} beside it. "
            "Keep the three files of the set in one folder",
            code="HDV-F10",
        )
    params = read_npy(folder / PARAMS.format(prefix))
    names = [f"input {i}" for i in range(params.shape[1])] if params.ndim == 2 else None
    made = Dataset.from_arrays(params, name=prefix, names=names)
    made = _with_scalars(made, folder / SCALARS.format(prefix))
    return _with_pictures(made, folder / IMAGES.format(prefix))


def _with_scalars(made: Dataset, path: Path) -> Dataset:
    if not path.exists():
        return made.noting(f"{path.name} is absent; opened without scalars")
    scalars = read_npy(path)
    if scalars.ndim != 2:
        raise DataError(f"{path.name}: got shape {scalars.shape}, expected (n, 15)", code="HDV-A10")
    return made.with_columns({f"scalar {i}": scalars[:, i] for i in range(scalars.shape[1])})


def _with_pictures(made: Dataset, path: Path) -> Dataset:
    if not path.exists():
        return made.noting(f"{path.name} is absent; opened without images")
    pixels = channels(read_npy(path), path.name)
    return made.with_images({f"channel {c}": pixels[..., c] for c in range(CHANNELS)})


def channels(flat: Array, where: str) -> Array:
    """(n, 16384) as (n, 64, 64, 4) without a copy."""
    if flat.ndim != 2 or flat.shape[1] != SIDE * SIDE * CHANNELS:
        raise DataError(
            f"{where}: got shape {flat.shape}, expected (n, {SIDE * SIDE * CHANNELS})",
            code="HDV-I1",
        )
    return flat.reshape(-1, SIDE, SIDE, CHANNELS)
