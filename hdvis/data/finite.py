"""Which columns hold values that cannot be drawn, counted fast."""

from collections.abc import Mapping, Sequence

import numpy as np

from hdvis.data.arrays import mapped
from hdvis.data.foreign import Array
from hdvis.data.text import count
from hdvis.errors import shorten

SAMPLED_ABOVE = 10_000_000
"""Values of a memory map above which only a sample of rows is looked at."""

NAMED = 3
"""Columns named one by one before the rest is summed up."""


def finite_warnings(vectors: Array, names: Sequence[str], where: str) -> list[str]:
    """What has to be said about NaN and infinities in `vectors` (n, d)."""
    if mapped(vectors) is not None and vectors.size > SAMPLED_ABOVE:
        rows = _sample_rows(*vectors.shape)
        gone = _gone_per_column(np.asarray(vectors[rows]))
        said = missing_notes(_by_name(gone, names), len(rows))
        note = f"{where}: a memory map; {len(rows):,} of {len(vectors):,} rows looked at for NaN"
        return [note, *said]
    return missing_notes(_by_name(_gone_per_column(vectors), names), len(vectors))


def missing_notes(missing: Mapping[str, int], n: int) -> list[str]:
    """One text for each of the first columns with missing values, one for the rest."""
    found = {name: times for name, times in missing.items() if times}
    said = [_note(name, times, n) for name, times in list(found.items())[:NAMED]]
    if len(found) > NAMED:
        said.append(f"{count(len(found) - NAMED, 'more column')} with NaN or infinite values")
    return said


def _note(name: str, times: int, n: int) -> str:
    shown = shorten(name)
    if times == n:
        return f"no finite values in `{shown}`"
    have = "has" if times == 1 else "have"
    return f"{times:,} of {count(n, 'row')} {have} NaN or infinity in `{shown}`; drawn without them"


def _by_name(gone: Array, names: Sequence[str]) -> dict[str, int]:
    return {names[i]: int(gone[i]) for i in np.flatnonzero(gone).tolist()}


def _gone_per_column(vectors: Array) -> Array:
    """(d,) counts of non-finite values.

    A sum is finite when every term is, which is much cheaper to learn than each term; a sum may
    also overflow, so a chunk whose sum is not finite is then counted cell by cell.
    """
    n, d = vectors.shape
    gone = np.zeros(d, np.int64)
    step = max(1, (1 << 18) // max(1, d))
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, n, step):
            chunk = np.asarray(vectors[start : start + step])
            if not np.isfinite(chunk.sum()):
                gone += np.count_nonzero(~np.isfinite(chunk), axis=0)
    return gone


def _sample_rows(n: int, d: int) -> Array:
    wanted = min(n, max(1000, 1_000_000 // d))
    return np.unique(np.linspace(0, n - 1, wanted).astype(np.int64))
