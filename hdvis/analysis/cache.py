"""Embeddings kept by what they were made from, in memory or a folder."""

import hashlib
import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any

from cachetools import LRUCache

from hdvis.analysis.array_files import FOLDER_BYTES, ArrayFolder
from hdvis.analysis.embedding import Embedding
from hdvis.analysis.neighbors import Recall

_FORMAT = 4
_IN_MEMORY = 16
_ARRAYS = ("coordinates", "kept")


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

    Files are an `ArrayFolder`'s. Safe to share between threads.
    """

    def __init__(
        self, folder: str | os.PathLike[str] | None = None, limit: int = FOLDER_BYTES
    ) -> None:
        self._files = ArrayFolder(folder, limit)
        self._kept: LRUCache[str, Embedding] = LRUCache(_IN_MEMORY)
        self._lock = threading.Lock()

    def get(self, key: str) -> Embedding | None:
        """The embedding under `key`, or None."""
        with self._lock:
            if key in self._kept:
                return self._kept[key]
        found = _read(self._files, key)
        if found is not None:
            self._remember(key, found)
        return found

    def put(self, key: str, embedding: Embedding, *, durable: bool = True) -> None:
        """Keep `embedding` under `key`; unless `durable`, as long as this object only."""
        self._remember(key, embedding)
        if not durable:
            return
        about = {f.name: getattr(embedding, f.name) for f in fields(embedding)}
        arrays = {name: about.pop(name) for name in _ARRAYS}
        about["parameters"] = dict(embedding.parameters)
        about["search"] = embedding.search and asdict(embedding.search)
        self._files.write(key, about, arrays)

    def _remember(self, key: str, embedding: Embedding) -> None:
        with self._lock:
            self._kept[key] = embedding


def _read(files: ArrayFolder, key: str) -> Embedding | None:
    stored = files.read(key)
    if stored is None:
        return None
    about, arrays = stored
    try:
        about["inputs"] = tuple(about["inputs"])
        about["axes"] = about["axes"] and tuple(about["axes"])
        about["search"] = about["search"] and Recall(**about["search"])
        found = Embedding(**{name: arrays[name] for name in _ARRAYS}, **about)
    except (KeyError, TypeError):
        return None
    return found if found.coordinates.shape == (len(found.kept), 2) else None
