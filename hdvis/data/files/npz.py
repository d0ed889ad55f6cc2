"""NumPy archives: every member's size is known and capped before it is inflated."""

import zipfile
import zlib
from pathlib import Path

from hdvis.data.arrays.interop import Array
from hdvis.data.files.npy import check_promise, read_header, read_values
from hdvis.data.limits import memory_budget, size
from hdvis.data.zips import check_growth, check_members, open_zip
from hdvis.errors import DataError, LimitError, shorten


def read_npz(path: Path) -> dict[str, Array]:
    """The arrays in `path` by key.

    Raises `LimitError` HDV-F6 for members that inflate beyond reason or the memory budget, and
    `DataError` as `read_npy` does, naming the member.
    """
    with open_zip(path, "npz") as archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        check_members(members, path.name)
        check_growth(members, path.name)
        _check_total(members, path.name)
        return {
            info.filename.removesuffix(".npy"): _member(archive, info, path.name)
            for info in members
            if info.filename.endswith(".npy")
        }


def _check_total(members: list[zipfile.ZipInfo], where: str) -> None:
    total = sum(info.file_size for info in members)
    if total > memory_budget():
        raise LimitError(
            f"{where}: needs about {size(total)}, limit {size(memory_budget())}. "
            "Save the arrays as .npy files, which are read in place",
            code="HDV-F6",
        )


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Array:
    place = f"{where}: `{shorten(info.filename)}`"
    try:
        with archive.open(info) as stream:
            header = read_header(stream, place)
            check_promise(header, info.file_size - header.offset, place)
            return read_values(stream, header)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        raise DataError(
            f"{place} cannot be inflated ({shorten(error)}). Save it again", code="HDV-F3"
        ) from None
