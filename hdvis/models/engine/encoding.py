"""Encoding a whole data set in the worker's spare time, resumable when there is a cache folder."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hdvis.checkpoint import Checkpoint
from hdvis.errors import ModelError, shorten
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.pixels import model_inputs
from hdvis.models.spec import Array


@dataclass(frozen=True, eq=False)
class Encoded:
    """Latents of a data set: `mean` and `logvar` (n, *shape) float32, memory-mapped when cached.

    `logvar` is None for a deterministic encoder. `nonfinite` counts rows with NaN or Inf.
    """

    mean: Array
    logvar: Array | None
    resumed: int = 0
    nonfinite: int = 0


class Encoding:
    """One run over the data; `images` has `n` and `get(rows)`, or is an array (n, …)."""

    def __init__(
        self,
        adapter: ModelAdapter,
        images: Any,
        cache: str | Path | None,
        fingerprint: str,
        chunk: int,
        split: str,
    ) -> None:
        self.adapter, self.images, self.chunk = adapter, images, chunk
        self.n = int(images.n if hasattr(images, "get") else len(images))
        self._cache, self._named, self._split = cache, fingerprint, split

    def steps(self, checkpoint: Checkpoint) -> Iterator[Encoded | None]:
        """Encode chunk by chunk; the last value is the result."""
        store = self._store()
        resumed = int(store.done.sum())
        yield None
        for index, start in enumerate(range(0, self.n, self.chunk)):
            if not store.done[index]:
                rows = np.arange(start, min(start + self.chunk, self.n))
                store.put(index, rows, *self._encode(rows))
                checkpoint(float(store.done.mean()))
                yield None
        yield store.result(resumed)

    def _encode(self, rows: Array) -> tuple[Array, Array | None]:
        batch = self.images.get(rows) if hasattr(self.images, "get") else self.images[rows]
        shape = getattr(self.adapter, "input_shape", None)
        inputs = model_inputs(np.asarray(batch), self.adapter.output, shape)
        try:
            posterior = self.adapter.encode(inputs)
        except ModelError:
            raise
        except Exception as error:
            raise ModelError(
                f"{self.adapter.name}: encoder raised {type(error).__name__} at row {rows[0]}: "
                f"{shorten(error, 120)}. Rows encoded so far are kept",
                code="HDV-M11",
            ) from None
        return posterior.mean, posterior.logvar

    def _store(self) -> "_Store":
        chunks = -(-self.n // self.chunk)
        folder = self._folder()
        return _Store(folder, (self.n, *self.adapter.latent.shape), chunks)

    def _folder(self) -> Path | None:
        if self._cache is None:
            return None
        data = self._named or str(getattr(self.images, "fingerprint", ""))
        if not data and isinstance(self.images, np.ndarray):
            data = ModelAdapter.hash_of(self.images)
        if not data:
            return None
        key = ModelAdapter.hash_of(
            self.adapter.fingerprint(), data, self._split, str((self.n, self.chunk))
        )
        return Path(self._cache) / key


class _Store:
    """The latents so far, in memory or in a folder, and which chunks are done."""

    def __init__(self, folder: Path | None, shape: tuple[int, ...], chunks: int) -> None:
        self.folder, self.shape = folder, shape
        self.done = np.zeros(chunks, dtype=bool)
        self.mean: Array | None = None
        self.logvar: Array | None = None
        self._resume()

    def put(self, index: int, rows: Array, mean: Array, logvar: Array | None) -> None:
        """Keep one chunk, on disk before it is marked as done."""
        if self.mean is None:
            self.mean = self._array("mean")
            self.logvar = None if logvar is None else self._array("logvar")
        self.mean[rows] = mean
        if self.logvar is not None and logvar is not None:
            self.logvar[rows] = logvar
        self.done[index] = True
        self._mark()

    def result(self, resumed: int) -> Encoded:
        """Everything, read-only."""
        mean = self._array("mean") if self.mean is None else self.mean
        bad = int((~np.isfinite(mean.reshape(len(mean), -1)).all(axis=1)).sum())
        for array in (mean, self.logvar):
            if array is not None:
                array.flags.writeable = False
        return Encoded(mean, self.logvar, resumed, bad)

    def _array(self, name: str) -> Array:
        if self.folder is None:
            return np.zeros(self.shape, dtype=np.float32)
        return np.lib.format.open_memmap(
            self.folder / f"{name}.npy", mode="w+", dtype=np.float32, shape=self.shape
        )

    def _mark(self) -> None:
        if self.folder is None:
            return
        for array in (self.mean, self.logvar):
            if isinstance(array, np.memmap):
                array.flush()
        text = json.dumps({"logvar": self.logvar is not None, "done": self.done.tolist()})
        partial = self.folder / "done.partial"
        partial.write_text(text)
        partial.replace(self.folder / "done.json")

    def _resume(self) -> None:
        """Go on with what the folder holds; anything that does not fit is done anew."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            about = json.loads((self.folder / "done.json").read_text())
            done = np.array(about["done"], dtype=bool)
            mean = self._open("mean")
            logvar = self._open("logvar") if about["logvar"] else None
        except (OSError, ValueError, KeyError, TypeError):
            return
        if done.shape == self.done.shape:
            self.done, self.mean, self.logvar = done, mean, logvar

    def _open(self, name: str) -> Array:
        assert self.folder is not None
        array = np.load(self.folder / f"{name}.npy", mmap_mode="r+", allow_pickle=False)
        if array.shape != self.shape or array.dtype != np.float32:
            raise ValueError("latents of another shape")
        return np.asarray(array) if not isinstance(array, np.memmap) else array
