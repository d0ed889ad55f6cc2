"""The encoding of a text file: UTF-8, another where that is certain, or the one that was given."""

import codecs
import re
from pathlib import Path

from hdvis.errors import DataError, shorten

UTF8 = "utf-8"
WESTERN = "cp1252"
"""Windows-1252, of which Latin-1 is a part as far as tables use it."""

_CHUNK = 1 << 22
_SIGNS = "‘’“”–—…€£¢¥§©®°±²³µ·¹¼½¾×÷«»¿¡ºª\u00a0"
_RUN = re.compile(r"[^\x00-\x7f]{3}")


def encoding_of(path: Path, given: str | None = None) -> str:
    """`given` if Python knows it, else what the bytes of `path` are.

    Bytes that are no UTF-8 are taken as Windows-1252 where they then are signs, or letters that
    stand alone or in pairs beside plain ones, as in western European words. Raises `DataError`
    HDV-F12 with the line for anything else.
    """
    if given is not None:
        return _known(given)
    place = _first_foreign(path)
    if place is None:
        return UTF8
    with path.open("rb") as stream:
        stream.seek(max(0, place - _CHUNK // 2))
        part = stream.read(_CHUNK)
    if _is_western(part):
        return WESTERN
    raise DataError(
        f"{path.name}: line {_line(path, place)} is not UTF-8 "
        f"(byte {place:,} is 0x{_byte(path, place):02x}). Save it as UTF-8, or name its encoding: "
        f'`hdvis.load("{shorten(path.name, 40)}", encoding="latin-1")`',
        code="HDV-F12",
    )


def encoding_notes(path: Path, given: str | None) -> tuple[str, ...]:
    """What has to be said about a table that was not known to be in UTF-8 and is not."""
    if given is not None or encoding_of(path) == UTF8:
        return ()
    return (f"{path.name}: not UTF-8; read as Windows-1252 (Latin-1)",)


def _known(given: str) -> str:
    try:
        return codecs.lookup(given).name
    except LookupError:
        raise DataError(
            f"encoding: got {shorten(given)!r}, expected one that Python knows, such as latin-1",
            code="HDV-F12",
        ) from None


def _first_foreign(path: Path) -> int | None:
    """The position of the first byte that is no UTF-8, or None."""
    decoder = codecs.getincrementaldecoder(UTF8)()
    place = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                return place - held + error.start
            place += len(chunk)
    held = len(decoder.getstate()[0])
    return place - held if held else None


def _is_western(part: bytes) -> bool:
    try:
        text = part.decode(WESTERN)
    except UnicodeDecodeError:
        return False
    strange = {char for char in text if ord(char) > 0x7F}
    return all(c.isalpha() or c in _SIGNS for c in strange) and not _RUN.search(text)


def _line(path: Path, place: int) -> int:
    with path.open("rb") as stream:
        return stream.read(place).count(b"\n") + 1


def _byte(path: Path, place: int) -> int:
    with path.open("rb") as stream:
        stream.seek(place)
        return stream.read(1)[0]
