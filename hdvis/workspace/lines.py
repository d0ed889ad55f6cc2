"""One edit as one line of a journal, with a checksum that tells a torn line."""

from __future__ import annotations

import json
from typing import cast, get_args
from zlib import crc32

from hdvis.workspace.value import Edit, Kind, Parts


def written(revision: int, at: str, edit: Edit) -> bytes:
    """The line that makes `revision`, ending in a newline; `at` is an ISO time."""
    text = json.dumps(
        {"revision": revision, "at": at, "kind": edit.kind, "parts": edit.parts},
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    ).encode("utf-8", "surrogatepass")
    return b"%08x %b\n" % (crc32(text), text)


def read(line: bytes) -> tuple[int, str, Edit] | None:
    """(revision, time, edit) of a line, or None if it is torn or not one of ours."""
    check, space, text = line.partition(b" ")
    if not space or check != b"%08x" % crc32(text):
        return None
    try:
        found = json.loads(text.decode("utf-8", "surrogatepass"))
        revision, at, kind, parts = (found[k] for k in ("revision", "at", "kind", "parts"))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if kind not in get_args(Kind) or not isinstance(parts, dict) or not isinstance(revision, int):
        return None
    return revision, str(at), Edit(cast(Kind, kind), cast(Parts, parts))
