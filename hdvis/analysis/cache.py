"""Embeddings kept by what they were made from, in memory or a folder."""

import hashlib
import json
import logging
import os
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.embedding import Embedding

log = logging.getLogger("hdvis")

_FORMAT = 2
_IN_MEMORY = 16
_CHUNK = 1 << 22
_ARRAYS = ("coordinates", "kept")

FOLDER_BYTES = 512 * 1024 * 1024
"""What a folder may grow to before the embeddings not used for longest are deleted."""


def user_folder() -> Path | None:
    """Where this user's embeddings are kept, None when HDVIS_CACHE is "none".

    $HDVIS_CACHE/embeddings, else $XDG_CACHE_HOME/hdvis/embeddings, else below ~/.cache.
    """
    named = os.environ.get("HDVIS_CACHE", "")
    if named.lower() == "none":
        return None
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return (Path(named) if named else Path(base) / "hdvis") / "embeddings"


def digest(vectors: NDArray[Any]) -> str:
    """32 hex digits from the shape, kind and every value of `vectors` (n, d)."""
    found = hashlib.blake2b(f"{vectors.shape} {vectors.dtype}".encode(), digest_size=16)
    step = max(1, _CHUNK // max(1, vectors[:1].nbytes))
    for start in range(0, len(vectors), step):
        found.update(np.ascontiguousarray(vectors[start : start + step]).data)
    return found.hexdigest()


def cache_key(
    vectors_digest: str, factory: Callable[..., Any], parameters: Mapping[str, Any], seed: int
) -> str:
    """A hexadecimal name for what `factory` makes of the vectors with this digest."""
    maker = f"{factory.__module__}.{factory.__qualname__}"
    parts = [_FORMAT, vectors_digest, maker, dict(parameters), seed]
    text = json.dumps(parts, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


class EmbeddingCache:
    """The latest embeddings in memory, and those put with `durable` in `folder` if it is given.

    A file is written beside its place and renamed, so a reader sees a whole one or none; a file
    that cannot be read counts as absent, and a folder that cannot be written as none. Nothing
    is unpickled. Safe to share between threads.
    """

    def __init__(
        self, folder: str | os.PathLike[str] | None = None, limit: int = FOLDER_BYTES
    ) -> None:
        self.folder = None if folder is None else Path(folder)
        self.limit = limit
        self._kept: OrderedDict[str, Embedding] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Embedding | None:
        """The embedding under `key`, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = None if self.folder is None else _read(self.folder / f"{key}.npz")
        if found is not None:
            self._remember(key, found)
        return found

    def put(self, key: str, embedding: Embedding, *, durable: bool = True) -> None:
        """Keep `embedding` under `key`; unless `durable`, as long as this object only."""
        self._remember(key, embedding)
        if self.folder is None or not durable:
            return
        try:
            _write(self.folder / f"{key}.npz", embedding)
            _trim(self.folder, self.limit)
        except OSError as error:
            log.warning("the embedding is not kept on disk: %s", error)

    def _remember(self, key: str, embedding: Embedding) -> None:
        with self._lock:
            self._kept[key] = embedding
            self._kept.move_to_end(key)
            while len(self._kept) > _IN_MEMORY:
                self._kept.popitem(last=False)


def _write(path: Path, embedding: Embedding) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {f.name: getattr(embedding, f.name) for f in fields(embedding)}
    arrays = {name: about.pop(name) for name in _ARRAYS}
    about["parameters"] = dict(embedding.parameters)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, about=np.array(json.dumps(about, default=repr)), **arrays)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read(path: Path) -> Embedding | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            about = json.loads(str(stored["about"]))
            about["inputs"] = tuple(about["inputs"])
            found = Embedding(**{name: stored[name] for name in _ARRAYS}, **about)
        if found.coordinates.shape != (len(found.kept), 2):
            return None
        os.utime(path)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return None
    return found


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
