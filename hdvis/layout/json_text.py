"""Read JSON that someone else wrote, strictly and within limits."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any, NoReturn

from hdvis.errors import LayoutError, LimitError, shorten
from hdvis.layout.json_value import Constant, Repeated, check_depth_of, plain

MAX_BYTES = 2_000_000
MAX_DIGITS = 300

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_COMMENT = re.compile(r"//|/\*|#")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def read_file(path: Path) -> Any:
    """The JSON value in the file at `path`. Raises LayoutError or LimitError naming the file."""
    name = shorten(path.name)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise LayoutError(
                f"{name}: a pipe, socket or device, expected a JSON file", code="HDV-L1"
            )
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_long(name, size)
        data = path.read_bytes()
    except OSError as error:
        raise LayoutError(
            f"{name}: {error.strerror or error}; expected a readable JSON file. Check the path",
            code="HDV-L1",
        ) from error
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str = "layout") -> Any:
    """The JSON value in `data`, UTF-8 with or without a byte-order mark."""
    if len(data) > MAX_BYTES:
        raise _too_long(name, len(data))
    if data.startswith(_WIDE) or b"\x00" in data[:4]:
        raise LayoutError(f"{name}: got UTF-16, expected UTF-8. Save it as UTF-8", code="HDV-L2")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LayoutError(
            f"{name}: not UTF-8 at byte {error.start}. Save it as UTF-8", code="HDV-L3"
        ) from error
    return read_text(text, name)


def read_text(text: str, name: str = "layout") -> Any:
    """The JSON value in `text`; numbers finite, keys unique, at most 64 deep."""
    if len(text) > MAX_BYTES:
        raise _too_long(name, len(text))
    text = text.removeprefix("\ufeff")
    _check_depth(text, name)
    try:
        value = json.loads(
            text,
            parse_constant=Constant,
            parse_float=_float,
            parse_int=_int,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        _explain(text, error, name)
    return plain(value)


def _check_depth(text: str, name: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            check_depth_of(depth, name)
        elif token[0] in "]}":
            depth -= 1


def _float(digits: str) -> Any:
    value = float(digits)
    return value if math.isfinite(value) else Constant(digits)


def _int(digits: str) -> Any:
    return int(digits) if len(digits) <= MAX_DIGITS else Constant(f"{len(digits):,} digits")


def _object(pairs: list[tuple[str, Any]]) -> Any:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            return Repeated(key)
        seen[key] = value
    return seen


def _explain(text: str, error: json.JSONDecodeError, name: str) -> NoReturn:
    where = f"{name}: line {error.lineno}, column {error.colno}"
    raise LayoutError(f"{where}: {_fault(text, error)}", code="HDV-L1") from error


def _fault(text: str, error: json.JSONDecodeError) -> str:
    rest = text[error.pos :].lstrip()
    before = text[: error.pos].rstrip()
    if not text.strip():
        return "got nothing, expected a layout in JSON"
    if _COMMENT.match(rest):
        return "comments are not part of JSON. Remove them"
    if (rest[:1] in "]}" and before.endswith(",")) or "trailing comma" in error.msg:
        return "a trailing comma stands before a closing bracket. Remove it"
    if rest.startswith("'"):
        return "got a single quote, expected double quotes"
    if not rest or error.msg.startswith("Unterminated"):
        return "the text ends too early. Is the file half written?"
    return f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}, got {shorten(rest, 20)}"


def _too_long(name: str, size: int) -> LimitError:
    return LimitError(
        f"{name}: got {size:,} bytes, expected at most {MAX_BYTES:,}. A layout holds no data",
        code="HDV-L8",
    )
