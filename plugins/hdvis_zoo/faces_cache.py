"""Drawn faces, kept on disk once they have been drawn."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from platformdirs import user_cache_path

from .faces import DrawnFaces, drawn_faces


def cache_folder() -> Path:
    """Where hdvis may keep what it can make again: the user's cache folder of this system."""
    return user_cache_path("hdvis")


def drawing_version() -> str:
    """A digest of the drawing code, so that a changed drawing is drawn anew."""
    folder = Path(__file__).parent / "faces"
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def cached_faces(n: int, seed: int = 0, size: int = 64) -> DrawnFaces:
    """The same as `drawn_faces`, read from disk when it was drawn before.

    A folder that cannot be written is no error: the faces are drawn and not kept.
    """
    path = cache_folder() / f"faces-{drawing_version()}-{n}-{seed}-{size}.npz"
    kept = kept_arrays(path, "images", "attributes", "factors")
    if kept is not None:
        return DrawnFaces(*kept)
    made = drawn_faces(n, seed, size)
    keep_arrays(path, images=made.images, attributes=made.attributes, factors=made.factors)
    return made


def kept_arrays(path: Path, *names: str) -> tuple[np.ndarray, ...] | None:
    """The arrays that `keep_arrays` wrote, or None where there are none to be read."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return tuple(arrays[name] for name in names)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def keep_arrays(path: Path, **arrays: np.ndarray) -> None:
    """Write an .npz at once, or not at all where the folder cannot be written."""
    draft = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            np.savez(file, **arrays)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
