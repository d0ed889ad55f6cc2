"""Read directions from files: hdvis's own, InterFaceGAN boundaries, GANSpace components."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.fields import ARRAYS
from hdvis.analysis.directions.value import Directions, Origin
from hdvis.errors import DataError, shorten

Array = NDArray[Any]


KINDS = (".npz", ".npy", ".pt", ".pth")
ORIGINS: tuple[Origin, ...] = ("fitted", "imported", "made")
OPTIONAL = ("colors", "origins")
"""What files of the first edition lack, as they lack the spread."""


def read_directions(*paths: str | Path) -> Directions:
    """Directions in files: .npz (hdvis), .npy (InterFaceGAN), .pt (GANSpace or a bare tensor).

    A folder stands for its files; all must be of one width. Nothing is unpickled but tensors.
    Raises DataError for anything else.
    """
    files = [file for path in paths for file in _files(Path(path))]
    if not files:
        raise DataError(f"directions: got no file, expected at least one of {', '.join(KINDS)}")
    made = _read_one(files[0])
    for file in files[1:]:
        more = _read_one(file)
        made.check_width(more.d, f"directions of {shorten(file.name)}")
        made = made.append(more)
    return made


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.suffix in KINDS)


def _read_one(file: Path) -> Directions:
    if file.suffix == ".npz":
        return load_directions(file)
    if file.suffix == ".npy":
        from hdvis.data.files.npy import read_npy

        return from_boundary(_opened(read_npy, file), _name(file), "InterFaceGAN")
    if file.suffix in (".pt", ".pth"):
        from hdvis.accel.tensor_files import read_tensors

        found = read_tensors(file)
        if isinstance(found, Mapping):
            return from_ganspace(found, _name(file))
        return from_boundary(found, _name(file), "file")
    raise DataError(
        f"{shorten(file.name)}: got a {file.suffix or 'nameless'} file, expected .npz, .npy or .pt."
        " Save directions with `directions.save`."
    )


def save_directions(directions: Directions, path: str | Path) -> None:
    """Write `directions` as arrays and text to an .npz file."""
    about = [directions.method, directions.space, directions.model]
    with Path(path).open("wb") as file:
        np.savez(
            file,
            **{name: getattr(directions, name) for name in ARRAYS},
            names=np.array(directions.names, dtype=str),
            reasons=np.array(directions.reasons, dtype=str),
            about=np.array(about, dtype=str),
            spread=directions.spread,
            origins=np.array(directions.origins, dtype=str),
            colors=np.array(directions.colors, dtype=str),
        )


def load_directions(file: Path) -> Directions:
    """What `save_directions` wrote; DataError for any other file, of which nothing is run."""
    from hdvis.data.files.npz import read_npz

    found = _opened(read_npz, file)
    try:
        arrays: dict[str, Any] = {name: found[name] for name in ARRAYS}
        names, reasons = (tuple(map(str, found[name].tolist())) for name in ("names", "reasons"))
        method, space, model = map(str, found["about"].tolist())
        colors, said = (tuple(map(str, found.get(n, np.zeros(0)).tolist())) for n in OPTIONAL)
        origins = tuple(origin for text in said for origin in ORIGINS if origin == text)
        spread = found.get("spread", np.array(np.nan))
        return Directions(
            names, **arrays, reasons=reasons, method=method, space=space, model=model,
            spread=spread, origins=origins, colors=colors,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(
            f"{shorten(file.name)}: got {shorten(error)}, expected a file of directions."
            " Write one with `directions.save`."
        ) from error


def from_boundary(vectors: ArrayLike, name: str, method: str = "InterFaceGAN") -> Directions:
    """Directions of an array (d,), (k, d) or, one vector per layer, (k, layers, d).

    Several rows are numbered; layers are laid side by side, so the width becomes layers · d.
    """
    rows = np.asarray(vectors)
    if rows.dtype.kind != "f" or rows.ndim not in (1, 2, 3) or rows.size == 0:
        raise DataError(
            f"{shorten(name)}: got {rows.dtype} of shape {rows.shape}, expected floats (k, d)."
            " Give one direction per row."
        )
    rows = rows[None] if rows.ndim == 1 else rows.reshape(len(rows), -1)
    names = [name] if len(rows) == 1 else [f"{name} {i + 1}" for i in range(len(rows))]
    return Directions.from_vectors(names, rows, method=method)


def from_ganspace(parts: Mapping[str, ArrayLike], name: str = "GANSpace") -> Directions:
    """Directions of GANSpace's `comp` (k, 1, d), `mean` (1, d) and `std` (k,), numbered from 1.

    A displacement is one standard deviation; `std` becomes the deviations.
    """
    missing = {"comp", "mean", "std"} - set(parts)
    if missing:
        raise DataError(
            f"{shorten(name)}: got no {', '.join(sorted(missing))}, expected comp, mean and std."
            " Is this a GANSpace file?"
        )
    axes = np.atleast_2d(np.asarray(parts["comp"], np.float64))
    axes = axes.reshape(len(axes), -1)
    mean, sizes = np.ravel(parts["mean"]).astype(np.float64), np.ravel(parts["std"])
    if mean.size != axes.shape[1] or sizes.size != len(axes):
        raise DataError(
            f"{shorten(name)}: got comp {axes.shape}, mean {mean.shape} and std {sizes.shape},"
            " expected (k, d), (d,) and (k,)"
        )
    lengths = np.linalg.norm(axes, axis=1, keepdims=True)
    units = axes / np.where(lengths > 0, lengths, 1.0)
    return Directions.from_vectors(
        [f"{name} {i + 1}" for i in range(len(axes))],
        axes,
        intercepts=-units @ mean,
        displacements=units * sizes[:, None],
        deviations=sizes,
        method="GANSpace",
    )


def _opened(read: Callable[[Path], Any], file: Path) -> Any:
    """What `read` finds in `file`; its own refusals name the file, the system's are made to."""
    try:
        return read(file)
    except OSError as error:
        raise DataError(
            f"{shorten(file.name)}: got {shorten(error)}, expected a file that can be read."
            " Check the path."
        ) from error


def _name(file: Path) -> str:
    return file.stem.removesuffix("_boundary").removesuffix("_pca")
