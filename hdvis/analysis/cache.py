"""Embeddings kept by what they were made from, in memory or a folder."""

import hashlib
import json
import os
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from hdvis.analysis.embedding import Embedding

_FORMAT = 1
_IN_MEMORY = 16


def cache_key(
    fingerprint: str,
    columns: Sequence[str],
    method: str,
    parameters: Mapping[str, Any],
    seed: int,
) -> str:
    """A hexadecimal name for an embedding of `columns` of the data with this `fingerprint`."""
    parts = [_FORMAT, fingerprint, list(columns), method, dict(parameters), seed]
    text = json.dumps(parts, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


class EmbeddingCache:
    """The latest embeddings in memory, all of them in `folder` when one is given.

    A file is written beside its place and renamed, so a reader sees a whole one or none; a file
    that cannot be read counts as absent. Safe to share between threads.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None:
        self.folder = None if folder is None else Path(folder)
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

    def put(self, key: str, embedding: Embedding) -> None:
        """Keep `embedding` under `key`."""
        self._remember(key, embedding)
        if self.folder is not None:
            _write(self.folder / f"{key}.npz", embedding)

    def _remember(self, key: str, embedding: Embedding) -> None:
        with self._lock:
            self._kept[key] = embedding
            self._kept.move_to_end(key)
            while len(self._kept) > _IN_MEMORY:
                self._kept.popitem(last=False)


def _write(path: Path, embedding: Embedding) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = {k: v for k, v in asdict(embedding).items() if k not in ("coordinates", "kept")}
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                coordinates=embedding.coordinates,
                kept=embedding.kept,
                about=np.array(json.dumps(fields, default=repr)),
            )
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read(path: Path) -> Embedding | None:
    try:
        with np.load(path, allow_pickle=False) as stored:
            about = json.loads(str(stored["about"]))
            return Embedding(coordinates=stored["coordinates"], kept=stored["kept"], **about)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return None
