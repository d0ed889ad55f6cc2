"""One image per row, read when asked for."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeGuard

import numpy as np

from hdvis.data.arrays.convert import as_array
from hdvis.data.arrays.interop import Array
from hdvis.data.images.array_source import ArraySource, ListSource, image_stack, same_shape
from hdvis.data.images.resize import letterboxed, shrunk
from hdvis.errors import DataError

WHOLE_UP_TO = 1_000_000
"""Pixels an image may have to be read whole for a tile."""


class ImageSource(Protocol):
    """What images are read from; `notes` may grow while reading."""

    n: int
    shape: tuple[int, int, int] | None
    rule: str
    notes: list[str]

    def read(self, rows: Array) -> Array:
        """Images of `rows` as uint8 (k, h, w, c)."""

    def small(self, row: int, side: int) -> Array:
        """One image as uint8 (h, w, c), made smaller where that saves work."""


class Images:
    """One image per row.

    `n` images of `shape` (h, w, c), or of mixed sizes where `shape` is None. `rule` says how pixel
    values became 0 to 255, `warnings` what went wrong so far (files are read only when asked for).
    """

    def __init__(self, source: ImageSource, notes: Sequence[str] = ()) -> None:
        self._source = source
        self._notes = tuple(notes)

    @classmethod
    def of(cls, data: object, *, layout: str | None = None, where: str = "images") -> "Images":
        """Images from a stack, a list of arrays or files, a folder or a zip.

        A stack is (n, h, w), (n, h, w, 1|3|4), with `layout="nchw"` (n, 1|3|4, h, w), or (n, h*w)
        for square grey images. Raises `DataError` (HDV-I1 to HDV-I16).
        """
        if isinstance(data, Images):
            return data
        if isinstance(data, str | Path):
            from hdvis.data.images.file_source import open_images

            return cls(open_images(Path(data), where))
        if _is_paths(data):
            from hdvis.data.images.file_source import listed_images

            return cls(listed_images(data, where))
        if isinstance(data, list | tuple) and data and not same_shape(data):
            return cls(ListSource(data, where))
        stack, notes = image_stack(data, layout=layout, where=where)
        return cls(ArraySource(stack, where), notes)

    @property
    def n(self) -> int:
        """Number of images."""
        return self._source.n

    def __len__(self) -> int:
        return self._source.n

    @property
    def shape(self) -> tuple[int, int, int] | None:
        """(h, w, c) of every image, or None when sizes differ."""
        return self._source.shape

    @property
    def rule(self) -> str:
        """How pixel values became 0 to 255, in words."""
        return self._source.rule

    @property
    def warnings(self) -> tuple[str, ...]:
        """What has to be said about these images; grows as files are read."""
        return (*self._notes, *self._source.notes)

    def get(self, rows: Array | Sequence[int]) -> Array:
        """Images of `rows` (k,) as uint8 (k, h, w, c) with c 1, 3 or 4.

        Mixed sizes are set into the largest of the rows asked for. A file that cannot be read is
        drawn as a marked placeholder and named in `warnings`, one above the pixel cap too. Raises
        `LimitError` (HDV-I11) for images in arrays above that cap.
        """
        return self._source.read(self._checked(rows))

    def tiles(self, rows: Array | Sequence[int], side: int) -> Array:
        """Images of `rows` for showing them `side` pixels large, uint8 (k, h, w, c).

        Whole where all are alike and of at most a million pixels, else thumbnails twice as large.
        """
        if self.shape is not None and self.shape[0] * self.shape[1] <= WHOLE_UP_TO:
            return self.get(rows)
        return self.thumbnails(rows, 2 * side)

    def one(self, row: int, side: int) -> Array:
        """The image of `row`, uint8 (h, w, c), made smaller where it is larger than `side`."""
        (index,) = self._checked([row]).tolist()
        return shrunk(self._source.small(index, side), side, side)

    def thumbnails(self, rows: Array | Sequence[int], side: int) -> Array:
        """Images of `rows` as uint8 (k, side, side, c), made smaller to fit, centred."""
        indices = self._checked(rows).tolist()
        small = [shrunk(self._source.small(row, side), side, side) for row in indices]
        channels = max((image.shape[2] for image in small), default=3)
        return letterboxed(small, (side, side, channels))

    def _checked(self, rows: Array | Sequence[int]) -> Array:
        indices = as_array(rows, "images: rows")
        if indices.size == 0:
            return np.empty(0, np.int64)
        if indices.ndim != 1 or indices.dtype.kind not in "iu":
            raise DataError(
                f"images: got rows of {indices.dtype} {indices.shape}, expected whole numbers (k,)"
            )
        if indices.min() < 0 or indices.max() >= self.n:
            wrong = int(indices.min() if indices.min() < 0 else indices.max())
            raise DataError(f"images: row {wrong} asked for, rows run from 0 to {self.n - 1}")
        return indices.astype(np.int64)


def read_images(
    images: object, n: int | None, *, layout: str | None = None
) -> tuple[dict[str, Images], list[str]]:
    """Named image sets, each with `n` images, and what has to be said about them."""
    named = images if isinstance(images, Mapping) else {"image": images}
    read = {str(name): Images.of(data, layout=layout) for name, data in named.items()}
    for name, found in read.items():
        if n is not None and found.n != n:
            raise DataError(
                f"{'images' if len(read) == 1 else name}: {found.n:,} given for {n:,} rows; "
                "one per row is needed",
                code="HDV-I13",
            )
    return read, list(dict.fromkeys(note for found in read.values() for note in found.warnings))


def _is_paths(data: object) -> TypeGuard[Sequence[str | Path]]:
    return (
        isinstance(data, list | tuple)
        and len(data) > 0
        and all(isinstance(item, str | Path) for item in data)
    )
