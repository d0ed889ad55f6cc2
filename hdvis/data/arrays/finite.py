"""Which columns hold values that cannot be drawn, counted fast."""

from collections.abc import Sequence

import numpy as np

from hdvis.data.arrays.convert import mapped
from hdvis.data.arrays.interop import Array
from hdvis.data.text import count
from hdvis.errors import shorten

SAMPLED_ABOVE = 10_000_000
"""Values of a memory map above which only a sample of rows is looked at."""

NAMED = 3
"""Columns named one by one before the rest is summed up."""


def finite_warnings(vectors: Array, names: Sequence[str], where: str) -> list[str]:
    """What has to be said about NaN and infinities in `vectors` (n, d): the first columns one by
    one, the rest in one line."""
    if mapped(vectors) is None or vectors.size <= SAMPLED_ABOVE:
        return _notes(vectors, names)
    rows = _sample_rows(*vectors.shape)
    note = f"{where}: a memory map; {len(rows):,} of {len(vectors):,} rows looked at for NaN"
    return [note, *_notes(np.asarray(vectors[rows]), names)]


def _notes(vectors: Array, names: Sequence[str]) -> list[str]:
    missing, infinite = _gone_per_column(vectors)
    found = np.flatnonzero(missing + infinite).tolist()
    n = len(vectors)
    said = [_note(names[i], int(missing[i]), int(infinite[i]), n) for i in found[:NAMED]]
    if len(found) > NAMED:
        said.append(f"{count(len(found) - NAMED, 'more column')} with NaN or infinite values")
    return said


def _note(name: str, missing: int, infinite: int, n: int) -> str:
    shown, gone = shorten(name), missing + infinite
    if gone == n:
        return f"no finite values in `{shown}`"
    have = "has" if gone == 1 else "have"
    what = "NaN or infinity" if missing and infinite else "NaN" if missing else "infinity"
    return f"{gone:,} of {count(n, 'row')} {have} {what} in `{shown}`; drawn without them"


def _gone_per_column(vectors: Array) -> tuple[Array, Array]:
    """(d,) counts of NaN and (d,) counts of infinities.

    A sum is finite when every term is, which is much cheaper to learn than each term; a sum may
    also overflow, so a chunk whose sum is not finite is then counted cell by cell.
    """
    n, d = vectors.shape
    missing, infinite = np.zeros(d, np.int64), np.zeros(d, np.int64)
    step = max(1, (1 << 18) // max(1, d))
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, n, step):
            chunk = np.asarray(vectors[start : start + step])
            if not np.isfinite(chunk.sum()):
                missing += np.count_nonzero(np.isnan(chunk), axis=0)
                infinite += np.count_nonzero(np.isinf(chunk), axis=0)
    return missing, infinite


def _sample_rows(n: int, d: int) -> Array:
    wanted = min(n, max(1000, 1_000_000 // d))
    return np.unique(np.linspace(0, n - 1, wanted).astype(np.int64))
