"""NumPy archives: every member's size is known and capped before it is inflated."""

import math
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from hdvis.data.arrays.interop import Array
from hdvis.data.files.npy import Header, check_promise, read_header, read_values
from hdvis.data.limits import memory_budget, size
from hdvis.data.zips import check_growth, check_members, open_zip
from hdvis.errors import DataError, LimitError, shorten

T = TypeVar("T")


def read_npz(path: Path) -> dict[str, Array]:
    """The arrays in `path` by key.

    Raises `LimitError` HDV-F6 for members that inflate beyond reason or that take more than the
    memory budget, the floats made of them included, and `DataError` as `read_npy` does, naming
    the member.
    """
    with open_zip(path, "npz") as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        check_members(infos, path.name)
        check_growth(infos, path.name)
        members = [_Member(archive, i, path.name) for i in infos if i.filename.endswith(".npy")]
        _check_total([member.read(_header) for member in members], path.name)
        return {member.key: member.read(_values) for member in members}


def _check_total(headers: list[Header], where: str) -> None:
    total = sum(header.nbytes for header in headers) + _floats(headers)
    if total > memory_budget():
        raise LimitError(
            f"{where}: needs about {size(total)}, limit {size(memory_budget())}. "
            "Save the arrays as .npy files, which are read in place",
            code="HDV-F6",
        )


def _floats(headers: list[Header]) -> int:
    """Bytes of the float arrays made of matrices, or of the largest stack where there is none."""
    matrices = [math.prod(h.shape) for h in headers if len(h.shape) == 2 and _is_copied(h)]
    stacks = [math.prod(h.shape) for h in headers if len(h.shape) > 2 and _is_copied(h)]
    alone = not any(len(h.shape) == 2 for h in headers)
    return 4 * (sum(matrices) + (max(stacks, default=0) if alone else 0))


def _is_copied(header: Header) -> bool:
    """Whether vectors of this type are copied to be floats."""
    return header.dtype.kind in "iub" or (header.dtype.kind == "f" and header.dtype.itemsize < 4)


@dataclass(frozen=True)
class _Member:
    """One array of an archive."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    where: str

    @property
    def key(self) -> str:
        return self.info.filename.removesuffix(".npy")

    def read(self, what: Callable[[IO[bytes], zipfile.ZipInfo, str], T]) -> T:
        """`what` of the member, its failures in our words."""
        place = f"{self.where}: `{shorten(self.info.filename)}`"
        try:
            with self.archive.open(self.info) as stream:
                return what(stream, self.info, place)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            raise DataError(
                f"{place} cannot be inflated ({shorten(error)}). Save it again", code="HDV-F3"
            ) from None


def _header(stream: IO[bytes], info: zipfile.ZipInfo, place: str) -> Header:
    header = read_header(stream, place)
    check_promise(header, info.file_size - header.offset, place)
    return header


def _values(stream: IO[bytes], info: zipfile.ZipInfo, place: str) -> Array:
    return read_values(stream, _header(stream, info, place))
