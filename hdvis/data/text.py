"""Text from data made safe to keep, to show and to export."""

import re
from collections.abc import Iterable

SHOWN = 200
"""Characters of one label shown in a view; exports carry the whole text."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """`text` as it is kept: lone surrogates become U+FFFD and null bytes become U+2400.

    Both would make a later save or export fail; everything else stays as it came.
    """
    return _SURROGATE.sub("\ufffd", text).replace("\x00", "\u2400")


def cleaned(texts: Iterable[str]) -> tuple[tuple[str, ...], int, int]:
    """The texts cleaned, how many held lone surrogates and how many held null bytes."""
    before = tuple(texts)
    after = tuple(clean(text) for text in before)
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    surrogates = sum(_SURROGATE.search(text) is not None for text in changed)
    nulls = sum("\x00" in text for text in changed)
    return after, surrogates, nulls


def visible(text: str) -> str:
    """`text` with control, direction and zero-width characters written out as [U+202E]."""
    return _UNSEEN.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)


def display(text: str, limit: int = SHOWN) -> str:
    """`text` as a view shows it: unseen characters written out, at most `limit` characters."""
    shown = visible(text[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """A sort key under which `img2` comes before `img10`."""
    parts = re.split(r"(\d+)", text.casefold())
    return [(0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts if part]


def count(n: int, noun: str) -> str:
    """`1 row`, `1,000 rows`."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def texts_of(values: Iterable[object]) -> list[str]:
    """Each value as text; bytes that are not UTF-8 keep what can be read."""
    return [
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        for value in values
    ]
