"""A bundle opened as plain data: every member named by the manifest, sized before it is read."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from hdvis.bundle.manifest import ColumnEntry, ImagesEntry, Manifest, parse_manifest
from hdvis.data import Column, Dataset, Function, Images
from hdvis.data.columns import Kind
from hdvis.data.files.npy import check_promise, read_header, read_values
from hdvis.data.limits import check_budget
from hdvis.data.zips import check_growth, check_members, open_zip
from hdvis.errors import DataError, LimitError, shorten
from hdvis.workspace import Json, Workspace

JSON_CAP = 64 * 2**20
"""Bytes the manifest and the workspace may have each."""


@dataclass(frozen=True)
class Bundle:
    """What a file held: the workspace's parts, the data set if it was carried, the model's bytes.

    `for_data` binds a data set that was not carried.
    """

    manifest: Manifest
    workspace: Workspace
    dataset: Dataset | None
    model: bytes | None

    def for_data(self, dataset: Dataset) -> Dataset:
        """`dataset`, if the study was made on it. Raises `DataError` naming both sides."""
        if dataset.fingerprint == self.manifest.fingerprint:
            return dataset
        manifest = self.manifest
        raise DataError(
            f"{manifest.name}: the study was made on {manifest.n:,} rows with fingerprint "
            f"{manifest.fingerprint[:8]}, got {dataset.n:,} rows with {dataset.fingerprint[:8]}. "
            "Give the data it was made on"
        )


def read_bundle(path: str | Path) -> Bundle:
    """The study at `path`; nothing in it is run, unpickled or unpacked to disk.

    Raises `DataError` for anything that `write_bundle` did not write, `LimitError` for what would
    grow beyond the memory limit, before memory is spent.
    """
    file = Path(path)
    with open_zip(file, "hdvis bundle") as archive:
        return _Reader(archive, file.name).all()


class _Reader:
    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self.archive, self.where = archive, where
        members = archive.infolist()
        check_members(members, where)
        check_growth(members, where)
        check_budget(sum(info.file_size for info in members), where, code="HDV-F6")
        self.sizes = {info.filename: info.file_size for info in members}
        self.digests: Mapping[str, str] = {}

    def all(self) -> Bundle:
        self.digests = {"manifest.json": ""}
        manifest = parse_manifest(self.bytes("manifest.json", JSON_CAP), self.where)
        self.digests = dict(manifest.digests)
        workspace = self.workspace()
        dataset = self.dataset(manifest) if manifest.data != "none" else None
        model = None if manifest.model is None else self.bytes(manifest.model.file)
        return Bundle(manifest, workspace, dataset, model)

    def workspace(self) -> Workspace:
        try:
            found: Json = json.loads(
                self.bytes("workspace.json", JSON_CAP).decode("utf-8", "surrogatepass")
            )
        except (ValueError, RecursionError) as error:
            raise self.refused("workspace.json", shorten(error, 60)) from None
        parts = found.get("parts") if isinstance(found, dict) else None
        if not isinstance(parts, dict):
            raise self.refused("workspace.json", "it has no parts")
        return Workspace(parts)

    def dataset(self, manifest: Manifest) -> Dataset:
        if not manifest.spaces:
            raise self.refused("manifest.json", "it carries data without a space")
        first, *others = manifest.spaces
        made = Dataset.from_arrays(
            self.array(first.file), name=manifest.name, names=list(first.names)
        )
        if made.n != manifest.rows:
            raise self.refused(first.file, f"{made.n:,} rows, {manifest.rows:,} promised")
        for space in others:
            made = made.with_space(space.name, self.array(space.file), names=list(space.names))
        made = made.with_columns({entry.name: self.column(entry) for entry in manifest.columns})
        if manifest.images:
            made = made.with_images(
                {entry.name: self.images(entry, made.n) for entry in manifest.images}
            )
        if manifest.function is not None:
            domain, value, norm = manifest.function
            made = made.with_function(domain, value, Function(domain, value, norm).norm)  # type: ignore[arg-type]
        return made

    def column(self, entry: ColumnEntry) -> Column:
        if entry.kind not in get_args(Kind):
            raise self.refused(entry.file, f"kind {shorten(entry.kind, 20)}")
        values = self.array(entry.file)
        if entry.kind == "category":
            inside = values.dtype.kind in "iu" and (
                not values.size or (values.min() >= -1 and values.max() < len(entry.categories))
            )
            if not inside:
                raise self.refused(entry.file, "codes without a category")
        exact = self.array(entry.exact) if entry.exact else None
        return Column(entry.name, values, entry.kind, entry.categories, entry.unit, exact)  # type: ignore[arg-type]

    def images(self, entry: ImagesEntry, n: int) -> Images:
        if not entry.single:
            return Images.of(self.array(entry.file), where=entry.name)
        return Images.of([self.picture(f"{entry.file}/{row:07d}.png") for row in range(n)])

    def picture(self, file: str) -> npt.NDArray[np.uint8]:
        from PIL import Image

        try:
            with Image.open(io.BytesIO(self.bytes(file)), formats=["PNG"]) as image:
                if image.mode not in ("L", "RGB", "RGBA"):
                    raise self.refused(file, f"pixels of mode {image.mode}")
                return np.asarray(image)
        except DataError:
            raise
        except Exception as error:
            raise self.refused(file, shorten(error, 60)) from None

    def array(self, file: str) -> npt.NDArray[Any]:
        content = self.bytes(file)
        stream, place = io.BytesIO(content), f"{self.where}: `{shorten(file)}`"
        header = read_header(stream, place)
        check_promise(header, len(content) - header.offset, place)
        return read_values(stream, header)

    def bytes(self, file: str, cap: int | None = None) -> bytes:
        """One member that the manifest names, held against its digest."""
        if file not in self.sizes or file not in self.digests:
            raise self.refused(file, "it is not there")
        if cap is not None and self.sizes[file] > cap:
            raise LimitError(f"{self.where}: `{file}` has {self.sizes[file]:,} bytes; refused")
        try:
            content = self.archive.read(file)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            raise self.refused(file, shorten(error, 60)) from None
        digest = self.digests[file]
        if digest and hashlib.sha256(content).hexdigest() != digest:
            raise self.refused(file, "its content was changed")
        return content

    def refused(self, file: str, why: str) -> DataError:
        return DataError(
            f"{self.where}: `{shorten(file)}` cannot be used ({why}). Get the file again, "
            "or save the study again"
        )
