"""Zip archives read member by member in memory, never unpacked."""

import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from hdvis.data.limits import size
from hdvis.data.regular import check_regular
from hdvis.errors import DataError, LimitError, shorten

RATIO_CAP = 500
"""Times a member may grow when inflated, where it grows beyond `SMALL`."""

SMALL = 64 * 2**20


def open_zip(path: Path, kind: str = "zip") -> zipfile.ZipFile:
    """`path` opened as a zip; raises `DataError` HDV-F2 for anything else."""
    check_regular(path)
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, EOFError):
        raise DataError(
            f"{path.name}: not a {kind} file, or cut short. Save or copy it again", code="HDV-F2"
        ) from None


def check_members(members: Sequence[zipfile.ZipInfo], where: str) -> None:
    """Raise `DataError` HDV-F8 for a member that would lie outside its folder or is a link."""
    for info in members:
        name = info.orig_filename
        parts = PurePosixPath(name.replace("\\", "/"))
        drive = len(name) > 1 and name[1] == ":"
        link = stat.S_ISLNK(info.external_attr >> 16)
        if parts.is_absolute() or drive or ".." in parts.parts or "\x00" in name or link:
            raise DataError(
                f"{where}: member `{shorten(name)}` is {'a link' if link else 'outside its folder'}"
                ", expected plain names. Pack the folder again",
                code="HDV-F8",
            )


def check_growth(members: Sequence[zipfile.ZipInfo], where: str) -> None:
    """Raise `LimitError` HDV-F6 for a member that would inflate beyond reason."""
    for info in members:
        if info.file_size > SMALL and info.file_size > RATIO_CAP * max(1, info.compress_size):
            raise LimitError(
                f"{where}: `{shorten(info.filename)}` would grow from {size(info.compress_size)} "
                f"to {size(info.file_size)}; refused. Pack it again, uncompressed",
                code="HDV-F6",
            )
