"""Arrays of earlier results in a folder of the user's, by a key that says what they came from."""

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

log = logging.getLogger("hdvis")

_CHUNK = 1 << 22

FOLDER_BYTES = 512 * 1024 * 1024
"""What a folder may grow to before the files not used for longest are deleted."""

Arrays = Mapping[str, Any]
"""Arrays by name."""


def user_folder(kind: str = "embeddings") -> Path | None:
    """Where this user's results of a kind are kept, None when HDVIS_CACHE is "none".

    $HDVIS_CACHE/kind, else below the user's cache folder of this system.
    """
    named = os.environ.get("HDVIS_CACHE", "")
    if named.lower() == "none":
        return None
    return (Path(named) if named else user_cache_path("hdvis")) / kind


def digest(vectors: NDArray[Any]) -> str:
    """32 hex digits from the shape, kind and every value of `vectors` (n, d)."""
    found = hashlib.blake2b(f"{vectors.shape} {vectors.dtype}".encode(), digest_size=16)
    step = max(1, _CHUNK // max(1, vectors[:1].nbytes))
    for start in range(0, len(vectors), step):
        found.update(np.ascontiguousarray(vectors[start : start + step]).data)
    return found.hexdigest()


class ArrayFolder:
    """Named arrays and a few words about them, one file a key, in `folder` if there is one.

    A file is written beside its place and renamed, so a reader sees a whole one or none; a file
    that cannot be read counts as absent, and a folder that cannot be written as none. Nothing
    is unpickled. Once `limit` bytes are passed, the files not used for longest are deleted.
    """

    def __init__(self, folder: str | os.PathLike[str] | None, limit: int = FOLDER_BYTES) -> None:
        self.folder = None if folder is None else Path(folder)
        self.limit = limit

    def read(self, key: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """What was said about the arrays under `key`, and they; or None."""
        if self.folder is None:
            return None
        path = self.folder / f"{key}.npz"
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                about = json.loads(str(stored["about"]))
                arrays = {name: stored[name] for name in stored.files if name != "about"}
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
            return None
        return (about, arrays) if isinstance(about, dict) else None

    def write(self, key: str, about: Mapping[str, Any], arrays: Arrays) -> None:
        """Keep `arrays` under `key`, with JSON words `about` them."""
        if self.folder is None:
            return
        try:
            self._write(self.folder, key, about, arrays)
            _trim(self.folder, self.limit)
        except OSError as error:
            log.warning("the result is not kept on disk: %s", error)

    @staticmethod
    def _write(folder: Path, key: str, about: Mapping[str, Any], arrays: Arrays) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, about=np.array(json.dumps(about, default=repr)), **arrays)
            os.replace(name, folder / f"{key}.npz")
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _trim(folder: Path, limit: int) -> None:
    """Delete the files not used for longest until the rest fit in `limit` bytes."""
    known = []
    for path in folder.glob("*.npz"):
        try:
            status = path.stat()
        except FileNotFoundError:  # another process was quicker
            continue
        known.append((status.st_mtime, status.st_size, path))
    total = sum(size for _, size, _ in known)
    for _, size, path in sorted(known)[:-1]:
        if total <= limit:
            return
        path.unlink(missing_ok=True)
        total -= size
