"""Compare names as people write them, and find the nearest ones."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def fold(name: str) -> str:
    """`name` without case, spaces, punctuation and a final s.

    "Parallel Coordinate" and "parallel_coordinates" are one name.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    letters = "".join(ch for ch in text if ch.isalnum())
    return letters[:-1] if len(letters) > 1 and letters.endswith("s") else letters


def nearest(name: str, names: Iterable[str], count: int = 1) -> list[str]:
    """Up to `count` of `names` that look like `name`, the likeliest first."""
    by_fold: dict[str, str] = {}
    for known in names:
        by_fold.setdefault(fold(known), known)
    close = difflib.get_close_matches(fold(name[:200]), by_fold, n=count, cutoff=0.6)
    return [by_fold[key] for key in close]


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """`; did you mean "…"?`, or nothing when no name is near."""
    close = nearest(name, names)
    return f'; did you mean "{close[0]}"?' if close else ""
