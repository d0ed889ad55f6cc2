"""NumPy files, their header held against the file before anything is loaded."""

import math
import tokenize
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from hdvis.data.arrays.interop import Array
from hdvis.data.limits import size
from hdvis.data.regular import check_regular
from hdvis.errors import DataError, shorten

MAGIC = b"\x93NUMPY"
HEADER_CAP = 10_000
MOST_AXES = 32
MAPPED_ABOVE = 64 * 2**20
"""Bytes above which a file is read in place instead of into memory."""


@dataclass(frozen=True)
class Header:
    """What an npy header says: shape, order, type, and where the values start."""

    shape: tuple[int, ...]
    fortran: bool
    dtype: np.dtype[Any]
    offset: int

    @property
    def nbytes(self) -> int:
        """Bytes the values take."""
        return math.prod(self.shape) * self.dtype.itemsize


def read_npy(path: Path) -> Array:
    """The array in `path`, as a memory map when it is large.

    Raises `DataError`: not an npy file (HDV-F2), Python objects (HDV-F1), cut short (HDV-F3), a
    header that promises more than there is (HDV-F4) or is too long (HDV-F5).
    """
    check_regular(path)
    with path.open("rb") as stream:
        header = read_header(stream, path.name)
        check_promise(header, path.stat().st_size - header.offset, path.name)
        if header.nbytes <= MAPPED_ABOVE:
            return read_values(stream, header)
    return np.memmap(
        path,
        header.dtype,
        mode="r",
        offset=header.offset,
        shape=header.shape,
        order="F" if header.fortran else "C",
    )


def read_header(stream: IO[bytes], where: str) -> Header:
    """The header at the start of `stream`, which is left at the first value."""
    start = stream.read(8)
    if start[:6] != MAGIC or len(start) < 8:
        raise DataError(
            f"{where}: got a file that starts with {shorten(repr(start[:6]), 40)}, expected an "
            "npy file. Write it with `np.save`",
            code="HDV-F2",
        )
    width = 2 if start[6] == 1 else 4
    length = int.from_bytes(stream.read(width), "little")
    if length > HEADER_CAP:
        raise DataError(
            f"{where}: header of {length:,} bytes, expected at most {HEADER_CAP:,}. "
            "Save a plain array with `np.save`",
            code="HDV-F5",
        )
    shape, fortran, dtype = _parsed(start, stream.read(length), where)
    if dtype.hasobject:
        raise DataError(
            f"{where}: holds Python objects; not opened. Save it as numbers or text",
            code="HDV-F1",
        )
    return Header(shape, fortran, dtype, 8 + width + length)


def check_promise(header: Header, available: int, where: str) -> None:
    """Raise when `header` promises more bytes than the `available` ones."""
    if header.nbytes <= available:
        return
    if header.nbytes > 100 * max(available, 2**20):
        raise DataError(
            f"{where}: the header promises {size(header.nbytes)}, the file holds "
            f"{size(available)}. Save it again",
            code="HDV-F4",
        )
    raise DataError(
        f"{where}: cut short; expected {header.nbytes:,} bytes, got {available:,}. "
        "Copy or save it again",
        code="HDV-F3",
    )


def read_values(stream: IO[bytes], header: Header) -> Array:
    """The values after `header`, read into memory."""
    buffer = bytearray(header.nbytes)
    view, filled = memoryview(buffer), 0
    while filled < header.nbytes:
        got = stream.readinto(view[filled : filled + 2**24])  # type: ignore[attr-defined]
        if not got:
            raise DataError(
                f"cut short; expected {header.nbytes:,} bytes, got {filled:,}", code="HDV-F3"
            )
        filled += got
    flat: Array = np.frombuffer(buffer, header.dtype)
    return flat.reshape(header.shape, order="F" if header.fortran else "C")


def _parsed(start: bytes, text: bytes, where: str) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    import io

    width = 2 if start[6] == 1 else 4
    stream = io.BytesIO(len(text).to_bytes(width, "little") + text)
    formats = np.lib.format
    read = formats.read_array_header_1_0 if width == 2 else formats.read_array_header_2_0
    try:
        shape, fortran, dtype = read(stream, max_header_size=HEADER_CAP)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError, tokenize.TokenError):
        raise DataError(f"{where}: the npy header cannot be read", code="HDV-F2") from None
    if any(length < 0 for length in shape):
        raise DataError(f"{where}: the header holds a negative shape {shape}", code="HDV-F4")
    if len(shape) > MOST_AXES or any(length > 2**62 for length in shape) or not dtype.itemsize:
        raise DataError(
            f"{where}: the header tells of {len(shape)} axes of {dtype}, shape "
            f"{shorten(str(shape), 60)}, expected what memory can hold. Save it again",
            code="HDV-F4",
        )
    return tuple(shape), fortran, dtype
