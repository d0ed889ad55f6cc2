"""Reading safetensors, the header checked against the file before anything is believed."""

import json
from math import prod
from pathlib import Path
from typing import Any

from hdvis.errors import ModelError

LARGEST_HEADER = 100 * 1024 * 1024
MOST_ENTRIES = 10_000
_BITS = {
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E4M3": 8, "F8_E5M2": 8, "I16": 16, "U16": 16, "F16": 16,
    "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "F64": 64, "I64": 64, "U64": 64, "C64": 64,
}  # fmt: skip


def read_safetensors(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """Tensors by name, and the metadata; raises `ModelError` HDV-F13 for a header that lies."""
    metadata = checked_header(path)
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return dict(load_file(str(path))), metadata
    except SafetensorError as error:
        raise _bad(path, f"is refused: {error}") from None


def checked_header(path: Path) -> dict[str, str]:
    """The metadata of a file whose header fits it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if size < 8 or length > size - 8:
            raise _bad(path, f"promises {length:,} bytes of a file of {size:,}")
        if length > LARGEST_HEADER:
            raise _bad(path, f"is {length:,} bytes long; {LARGEST_HEADER:,} are the limit")
        text = file.read(length)
    try:
        header = json.loads(text)
    except ValueError:
        raise _bad(path, "is not JSON") from None
    if not isinstance(header, dict):
        raise _bad(path, "is not a JSON object")
    metadata = header.pop("__metadata__", {})
    if len(header) > MOST_ENTRIES:
        raise _bad(path, f"lists {len(header):,} tensors; {MOST_ENTRIES:,} are the limit")
    _check_offsets(path, header, size - 8 - length)
    return dict(metadata) if isinstance(metadata, dict) else {}


def _check_offsets(path: Path, header: dict[str, Any], room: int) -> None:
    end = 0
    for name, (start, stop) in sorted(_spans(path, header).items(), key=lambda item: item[1]):
        if start < end:
            raise _bad(path, f"gives {name!r} bytes that another tensor has")
        if start > end:
            raise _bad(path, f"leaves a hole before {name!r}")
        if stop > room:
            raise _bad(path, f"places {name!r} beyond the end; the file is cut short")
        end = stop
    if end != room:
        raise _bad(path, f"accounts for {end:,} of {room:,} bytes")


def _spans(path: Path, header: dict[str, Any]) -> dict[str, tuple[int, int]]:
    spans = {}
    for name, entry in header.items():
        try:
            kind, shape = entry["dtype"], [int(size) for size in entry["shape"]]
            start, stop = (int(offset) for offset in entry["data_offsets"])
        except (TypeError, KeyError, ValueError):
            raise _bad(path, f"describes {name!r} in no known way") from None
        if kind not in _BITS:
            raise _bad(path, f"gives {name!r} the unknown dtype {kind!r}")
        if start < 0 or min(shape, default=0) < 0 or stop - start != prod(shape) * _BITS[kind] // 8:
            raise _bad(path, f"gives {name!r} bytes that its shape does not fill")
        spans[name] = (start, stop)
    return spans


def _bad(path: Path, what: str) -> ModelError:
    return ModelError(
        f"{path.name}: header or offsets do not fit the file: the header {what}. Fetch or save "
        "the file again",
        code="HDV-F13",
    )
