"""How much memory data may take, checked before it is taken."""

import os
from pathlib import Path

from hdvis.errors import LimitError

PIXEL_CAP = 50_000_000
"""Pixels one image may have before it is decoded at full size."""

LINE_CAP = 16 * 2**20
"""Bytes one line of a text table may have."""

_UNITS = {"b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}


def memory_budget() -> int:
    """Bytes one array may take: `HDVIS_MEMORY_LIMIT` ("2 GB" or bytes), else half the RAM."""
    stated = os.environ.get("HDVIS_MEMORY_LIMIT", "")
    if stated:
        return _bytes_of(stated)
    return _physical_memory() // 2


def check_budget(needed: int, where: str, *, code: str = "HDV-A41") -> None:
    """Raise `LimitError` when `needed` bytes are more than the budget."""
    limit = memory_budget()
    if needed > limit:
        raise LimitError(
            f"{where}: needs about {size(needed)}, limit {size(limit)}. Pass fewer rows "
            "(`vectors[::10]`), save it as a float32 .npy file, which is read in place, "
            "or raise HDVIS_MEMORY_LIMIT",
            code=code,
        )


def size(nbytes: float) -> str:
    """`6.4 GB` for 6.4e9."""
    for unit in ("B", "kB", "MB", "GB"):
        if nbytes < 1000:
            return f"{nbytes:.3g} {unit}"
        nbytes /= 1000
    return f"{nbytes:.3g} TB"


def _bytes_of(stated: str) -> int:
    text = stated.strip().lower().replace(" ", "")
    digits = text.rstrip("kmgtb")
    try:
        return int(float(digits) * _UNITS[text[len(digits) :] or "b"])
    except (ValueError, KeyError):
        raise LimitError(
            f"HDVIS_MEMORY_LIMIT: got {stated!r}, expected a size such as 2 GB"
        ) from None


def _physical_memory() -> int:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        total = 8 * 2**30
    return min(total, _group_limit() or total)


def _group_limit() -> int:
    """The container's memory limit, or 0 where there is none."""
    try:
        text = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        return 0
    return int(text) if text.isdecimal() else 0
