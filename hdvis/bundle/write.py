"""A study written into one file, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from hdvis.bundle.manifest import (
    ColumnEntry,
    DataShare,
    ImagesEntry,
    Manifest,
    ModelEntry,
    SpaceEntry,
)
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Column, Dataset, Images
from hdvis.errors import DataError
from hdvis.workspace import Workspace

SAMPLE = 2000
"""Rows that a sample holds where nothing else is said."""

_CHUNK = 256
_DENSE = 100
"""An array whose beginning shrinks further than this is stored as it is: a reader refuses
members that grow beyond reason."""


@dataclass(frozen=True)
class CarriedModel:
    """A decoder as ONNX bytes with what `ModelEntry` says of it."""

    content: bytes
    entry: ModelEntry


def write_bundle(
    path: str | os.PathLike[str],
    workspace: Workspace,
    dataset: Dataset,
    *,
    data: DataShare = "all",
    sample: int = SAMPLE,
    model: CarriedModel | None = None,
    made_by: str = "",
    checkpoint: Checkpoint = no_checkpoint,
) -> Manifest:
    """Write `workspace` and `data` ("all", an evenly spaced "sample" of rows, or "none").

    Without data the file is bound to the data set by its fingerprint. Raises `DataError` for a
    sample of no rows, `OSError`; the file at `path` is then what it was.
    """
    rows = _rows(dataset.n, data, sample)
    target = Path(path)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with zipfile.ZipFile(beside, "x") as archive:
            manifest = _Writer(archive, rows, checkpoint).all(workspace, dataset, data, model)
            manifest = replace(manifest, made_by=made_by)
            archive.writestr("manifest.json", manifest.text().encode("utf-8", "surrogatepass"))
        os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return manifest


def _rows(n: int, data: DataShare, sample: int) -> npt.NDArray[np.int64]:
    if data == "none":
        return np.empty(0, np.int64)
    if data == "all" or sample >= n:
        return np.arange(n)
    if sample < 1:
        raise DataError(f"bundle: got a sample of {sample} rows, expected 1 or more")
    return np.unique(np.linspace(0, n - 1, sample).astype(np.int64))


class _Writer:
    """One archive being filled; it remembers the digest of each member."""

    def __init__(
        self, archive: zipfile.ZipFile, rows: npt.NDArray[np.int64], checkpoint: Checkpoint
    ) -> None:
        self.archive, self.rows, self.checkpoint = archive, rows, checkpoint
        self.digests: list[tuple[str, str]] = []

    def all(
        self, workspace: Workspace, dataset: Dataset, data: DataShare, model: CarriedModel | None
    ) -> Manifest:
        self.bytes("workspace.json", _spelled(workspace), compress=True)
        manifest = Manifest(
            name=dataset.name, n=dataset.n, fingerprint=dataset.fingerprint, data=data
        )
        if data != "none":
            manifest = replace(
                manifest,
                rows=len(self.rows),
                spaces=self.spaces(dataset),
                columns=self.columns(dataset.labels),
                images=self.images(dataset.images),
                function=None
                if dataset.function is None
                else (dataset.function.domain, dataset.function.range, dataset.function.norm),
            )
        if model is not None:
            self.bytes(model.entry.file, model.content)
            manifest = replace(manifest, model=model.entry)
        return replace(manifest, digests=tuple(self.digests))

    def spaces(self, dataset: Dataset) -> tuple[SpaceEntry, ...]:
        made = []
        for index, (name, values) in enumerate(dataset.spaces.items()):
            file = f"spaces/{index}.npy"
            self.array(file, values[self.rows])
            made.append(SpaceEntry(name, file, tuple(dataset.space_columns[name])))
        return tuple(made)

    def columns(self, labels: Mapping[str, Column]) -> tuple[ColumnEntry, ...]:
        made = []
        for index, column in enumerate(labels.values()):
            file, exact = f"columns/{index}.npy", ""
            self.array(file, column.values[self.rows])
            if column.exact is not None:
                exact = f"columns/{index}-exact.npy"
                self.array(exact, column.exact[self.rows])
            made.append(
                ColumnEntry(column.name, file, column.kind, column.categories, column.unit, exact)
            )
        return tuple(made)

    def images(self, images: Mapping[str, Images]) -> tuple[ImagesEntry, ...]:
        made = []
        for index, (name, found) in enumerate(images.items()):
            if found.shape is None:
                file = f"images/{index}"
                self.singles(file, found)
            else:
                file = f"images/{index}.npy"
                self.stack(file, found)
            made.append(ImagesEntry(name, file, single=found.shape is None))
        return tuple(made)

    def stack(self, file: str, images: Images) -> None:
        """Images of one size as one uint8 (n, h, w, c) array, read a few at a time."""
        first = images.get(self.rows[:1])
        shape = (len(self.rows), *first.shape[1:])
        dense = _shrinks(images.get(self.rows[: min(16, len(self.rows))]).tobytes())
        with self.member(file, compress=not dense) as out:
            np.lib.format.write_array_header_1_0(
                out, {"descr": "|u1", "fortran_order": False, "shape": shape}
            )
            for start in range(0, len(self.rows), _CHUNK):
                out.write(images.get(self.rows[start : start + _CHUNK]).tobytes())
                self.checkpoint(start / len(self.rows))

    def singles(self, folder: str, images: Images) -> None:
        from PIL import Image

        for place, row in enumerate(self.rows.tolist()):
            pixels = images.get([row])[0]
            buffer = io.BytesIO()
            Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels).save(buffer, "PNG")
            self.bytes(f"{folder}/{place:07d}.png", buffer.getvalue())
            self.checkpoint(place / len(self.rows))

    def array(self, file: str, values: npt.NDArray[np.generic]) -> None:
        with self.member(file, compress=False) as out:
            np.lib.format.write_array(out, np.ascontiguousarray(values), allow_pickle=False)

    def bytes(self, file: str, content: bytes, compress: bool = False) -> None:
        with self.member(file, compress=compress) as out:
            out.write(content)

    def member(self, file: str, *, compress: bool) -> _Hashed:
        info = zipfile.ZipInfo(file)
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        return _Hashed(self.archive.open(info, "w", force_zip64=True), file, self.digests)


class _Hashed(io.RawIOBase):
    """A member being written; its digest is noted when it is closed."""

    def __init__(self, out: IO[bytes], file: str, digests: list[tuple[str, str]]) -> None:
        self._out, self._file, self._digests = out, file, digests
        self._digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self._digest.update(content)
        return self._out.write(content)

    def close(self) -> None:
        if not self.closed:
            self._out.close()
            self._digests.append((self._file, self._digest.hexdigest()))
        super().close()


def _spelled(workspace: Workspace) -> bytes:
    found = {"parts": dict(workspace.parts)}
    return json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1).encode(
        "utf-8", "surrogatepass"
    )


def _shrinks(content: bytes) -> bool:
    return len(content) > _DENSE * len(zlib.compress(content, 6))
