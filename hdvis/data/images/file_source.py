"""Image files of a folder, a zip or a list, each read when its row is asked for."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import IO, Protocol

import numpy as np

from hdvis.data.arrays.interop import Array
from hdvis.data.images.decode import SUFFIXES, check_start, decode, shape_of
from hdvis.data.images.placeholder import placeholder
from hdvis.data.images.resize import letterboxed
from hdvis.data.limits import PIXEL_CAP
from hdvis.data.regular import check_regular
from hdvis.data.text import count, natural_key
from hdvis.data.zips import check_growth, check_members, open_zip
from hdvis.errors import DataError, HdvisError, LimitError, shorten

PROBED = 64
"""Files whose headers are read on opening, spread evenly, to learn the common shape."""

FILE_CAP = 256 * 2**20


class Store(Protocol):
    """Named files that can be opened one by one."""

    names: tuple[str, ...]

    def open(self, index: int) -> IO[bytes]:
        """The file at `index`, to be closed by the caller."""

    def size(self, index: int) -> int:
        """Its bytes."""


class FolderStore:
    """Files on disk; `names` are what messages and labels show."""

    def __init__(self, paths: Sequence[Path], names: Sequence[str]) -> None:
        self.paths = tuple(paths)
        self.names = tuple(names)

    def open(self, index: int) -> IO[bytes]:
        """The file at `index`."""
        check_regular(self.paths[index])
        return self.paths[index].open("rb")

    def size(self, index: int) -> int:
        """Its bytes."""
        return self.paths[index].stat().st_size


class ZipStore:
    """Members of a zip, inflated in memory and never beyond their stated size."""

    def __init__(self, archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = tuple(members)
        self.names = tuple(info.filename for info in members)

    def open(self, index: int) -> IO[bytes]:
        """The member at `index`."""
        return self._archive.open(self._members[index])

    def size(self, index: int) -> int:
        """Its bytes when inflated."""
        return self._members[index].file_size


class FileSource:
    """Images in files; one that cannot be read is drawn as a placeholder and named in `notes`."""

    rule = "image files: decoded to 8 bits; deeper greys by their largest value"

    def __init__(self, store: Store, where: str) -> None:
        self.store = store
        self.n = len(store.names)
        self.notes: list[str] = []
        self._told: set[int] = set()
        self._lock = Lock()
        self.shape, self._channels = self._probed(where)

    def read(self, rows: Array) -> Array:
        """Images of `rows` as uint8 (k, h, w, c)."""
        images = [self._image(row, None) for row in rows.tolist()]
        if self.shape is not None:
            return letterboxed(images, self.shape)
        height = max((image.shape[0] for image in images), default=1)
        width = max((image.shape[1] for image in images), default=1)
        return letterboxed(images, (height, width, self._channels))

    def small(self, row: int, side: int) -> Array:
        """One image as uint8 (h, w, c), decoded at a smaller scale where its format can."""
        return self._image(row, side)

    def where(self, row: int) -> str:
        """How messages call the file of `row`."""
        return f"image {row} `{shorten(self.store.names[row])}`"

    def _image(self, row: int, side: int | None) -> Array:
        try:
            image, notes = decode(self._bytes(row), self.where(row), side=side)
            for note in notes:
                self._tell(row, note)
            return image
        except HdvisError as error:
            self._tell(row, f"{error.message}; drawn as a placeholder")
        except (OSError, zipfile.BadZipFile, EOFError) as error:
            self._tell(row, f"{self.where(row)}: {shorten(error)}; drawn as a placeholder")
        height, width, channels = self.shape or (64, 64, self._channels)
        scale = 1.0 if side is None else min(1.0, side / max(height, width))
        return placeholder(max(1, int(height * scale)), max(1, int(width * scale)), channels)

    def _bytes(self, row: int) -> bytes:
        if self.store.size(row) > FILE_CAP:
            raise LimitError(f"{self.where(row)}: file too large; not read", code="HDV-I11")
        with self.store.open(row) as stream:
            return stream.read(FILE_CAP)

    def _tell(self, row: int, note: str) -> None:
        with self._lock:
            if row not in self._told:
                self._told.add(row)
                self.notes.append(note)

    def _probed(self, where: str) -> tuple[tuple[int, int, int] | None, int]:
        rows = np.unique(np.linspace(0, self.n - 1, PROBED).astype(int)).tolist()
        shapes: list[tuple[int, int, int]] = []
        problem: HdvisError | None = None
        for row in rows:
            try:
                shapes.append(self._shape(row))
            except HdvisError as error:
                problem = problem or error
        if not shapes:
            raise problem or DataError(f"{where}: no image can be read", code="HDV-I12")
        channels = max(shape[2] for shape in shapes)
        height, width = shapes[0][:2]
        alike = {shape[:2] for shape in shapes} == {(height, width)}
        alike = alike and height * width <= PIXEL_CAP
        return (height, width, channels) if alike else None, channels

    def _shape(self, row: int) -> tuple[int, int, int]:
        try:
            with self.store.open(row) as stream:
                start = stream.read(16)
                check_start(start, self.where(row))
                return shape_of(io.BytesIO(start + stream.read(FILE_CAP)), self.where(row))
        except (OSError, zipfile.BadZipFile) as error:
            raise DataError(f"{self.where(row)}: {shorten(error)}", code="HDV-I12") from None


def open_images(path: Path, where: str = "images") -> FileSource:
    """The images of a folder (with its subfolders) or a zip, in natural order of their names."""
    path = path.expanduser()
    if not path.exists():
        raise DataError(f"{where}: no such file or folder {path.absolute()}", code="HDV-F10")
    store, left = _folder(path) if path.is_dir() else (_zip(path), ())
    if not store.names:
        raise DataError(
            f"{path.name}: holds no image files ({', '.join(SUFFIXES[:5])}, …)", code="HDV-F10"
        )
    source = FileSource(store, where)
    source.notes += left
    return source


def listed_images(
    paths: Sequence[str | Path], where: str = "images", *, root: Path | None = None
) -> FileSource:
    """Images at `paths`, one per row; with `root` none may lie outside it (HDV-I15).

    Addresses such as https://… are refused (HDV-I16): fetching them would tell a stranger who
    looks at the data.
    """
    found = [_inside(str(path), root, where) for path in paths]
    return FileSource(FolderStore(found, [str(path) for path in paths]), where)


def _inside(path: str, root: Path | None, where: str) -> Path:
    if "://" in path or path.startswith(("//", "data:")):
        raise DataError(
            f"{where}: `{shorten(path, 60)}` is an address; remote images are not fetched. "
            "Give a local folder",
            code="HDV-I16",
        )
    if root is None:
        return Path(path)
    whole = (root / path).resolve()
    if not whole.is_relative_to(root.resolve()):
        raise DataError(
            f"{where}: `{shorten(path, 60)}` is outside the image folder. Give paths inside it",
            code="HDV-I15",
        )
    return whole


def _folder(path: Path) -> tuple[FolderStore, tuple[str, ...]]:
    """The pictures of a folder, and what is said about those that lie outside it."""
    root = path.resolve()
    found = [file for file in path.rglob("*") if _wanted(file.name) and file.is_file()]
    inside = [file for file in found if file.resolve().is_relative_to(root)]
    names = sorted((str(file.relative_to(path)) for file in inside), key=natural_key)
    outside = len(found) - len(inside)
    said = f"{path.name}: {count(outside, 'picture')} left out: links to files outside the folder"
    return FolderStore([path / name for name in names], names), (said,) if outside else ()


def _zip(path: Path) -> ZipStore:
    archive = open_zip(path)
    members = [info for info in archive.infolist() if not info.is_dir()]
    check_members(members, path.name)
    check_growth(members, path.name)
    wanted = [
        info
        for info in members
        if _wanted(info.filename.rsplit("/", 1)[-1]) and "__MACOSX" not in info.filename
    ]
    wanted.sort(key=lambda info: natural_key(info.filename))
    return ZipStore(archive, wanted)


def _wanted(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")
