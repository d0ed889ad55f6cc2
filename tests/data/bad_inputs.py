"""What the tables of bad inputs share: one case, and how its answer is judged."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from hdvis.errors import HdvisError

Case = tuple[str, Callable[[Path], Any], type[HdvisError] | str, str]
"""Row of the table, what to do, the error class or "warns" or "works", and words of the answer."""

X = np.arange(12, dtype=np.float32).reshape(4, 3)


def ids(cases: list[Case]) -> list[str]:
    """A test id for each case: its row, and a number where the row has several."""
    return [f"{case[0]}-{i}" for i, case in enumerate(cases)]


def judge(case: Case, tmp_path: Path, other_codes: Mapping[str, str]) -> None:
    """Assert that the input of `case` gives the answer that its row promises."""
    row, act, expected, pattern = case
    if expected == "works":
        assert act(tmp_path) in (None, True)
        return
    if expected == "warns":
        said = list(act(tmp_path))
        assert any(re.search(pattern, text) for text in said), said
        return
    error = raised(act, tmp_path)
    assert type(error) is expected, repr(error)
    assert re.search(f"(?s){pattern}", str(error)), str(error)
    assert error.code == f"HDV-{other_codes.get(row, row)}"
    assert len(str(error)) < 600


def raised(act: Callable[[Path], Any], tmp_path: Path) -> Any:
    """The exception that `act` ends with, whatever it is."""
    try:
        done = act(tmp_path)
    except Exception as error:
        return error
    raise AssertionError(f"nothing was raised, got {done!r}")


def written(tmp: Path, name: str, data: bytes) -> Path:
    (tmp / name).write_bytes(data)
    return tmp / name


def npy_bytes(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=True)
    return stream.getvalue()


def npy_header(text: str, values: bytes = b"") -> bytes:
    coded = text.encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(coded)) + coded + values


def zipped(tmp: Path, name: str, members: dict[str, bytes], method: int = 8) -> Path:
    with zipfile.ZipFile(tmp / name, "w", method) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return tmp / name


class Canary:
    """Writes a file when unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.touch, (self.path,)


@cache
def noughts():
    """An npy of 80 MB of noughts: header and values deflated, their length and checksum."""
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -15)
    header = npy_header("{'descr': '|u1', 'fortran_order': False, 'shape': (83886080, 1), }")
    values = bytes(80 * 2**20)
    packed = squeezer.compress(header) + squeezer.compress(values) + squeezer.flush()
    return packed, len(header) + len(values), zlib.crc32(values, zlib.crc32(header))


def bomb(tmp_path, name, member, stated=None):
    """A zip whose one member is 80 MB of noughts; its directory says `stated` bytes."""
    packed, length, checksum = noughts()
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr(member, packed)
    data = bytearray((tmp_path / name).read_bytes())
    for signature, method, fields in ((b"PK\x03\x04", 8, 14), (b"PK\x01\x02", 10, 16)):
        start = data.index(signature)
        data[start + method : start + method + 2] = (8).to_bytes(2, "little")
        data[start + fields : start + fields + 4] = checksum.to_bytes(4, "little")
        size = (length if stated is None else stated).to_bytes(4, "little")
        data[start + fields + 8 : start + fields + 12] = size
    return written(tmp_path, name, bytes(data))
