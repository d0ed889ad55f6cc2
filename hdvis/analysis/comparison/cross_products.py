"""Inner products of the dimensions of several spaces, from one pass over their rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.matrix import as_matrix
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

_CHUNK = 4096


@dataclass(frozen=True, eq=False)
class CrossProducts:
    """Σ (x - mean)(x - mean)ᵀ over `n` rows of all spaces side by side, (D, D) float64.

    `ends` (s + 1,) says where each of the s spaces begins among the D dimensions; means (D,).
    """

    products: NDArray[np.float64]
    means: NDArray[np.float64]
    ends: tuple[int, ...]
    n: int

    @property
    def spaces(self) -> int:
        """Number of spaces."""
        return len(self.ends) - 1

    def block(self, a: int, b: int) -> NDArray[np.float64]:
        """Products (d_a, d_b) of the dimensions of space `a` with those of space `b`."""
        first, second = self.span(a), self.span(b)
        return self.products[first, second]

    def span(self, a: int) -> slice:
        """The dimensions of space `a` among all."""
        return slice(self.ends[a], self.ends[a + 1])


def as_spaces(spaces: Sequence[ArrayLike]) -> list[NDArray[np.floating]]:
    """Spaces over the same rows as (n, d) arrays; a `DataError` names both sides if they differ."""
    found = [as_matrix(space, f"space {place}") for place, space in enumerate(spaces, 1)]
    for place, space in enumerate(found[1:], 2):
        if len(space) != len(found[0]):
            raise DataError(
                f"space {place}: has {len(space):,} rows, space 1 has {len(found[0]):,}; "
                "compare spaces over the same rows"
            )
    return found


def cross_products(
    spaces: Sequence[ArrayLike], checkpoint: Checkpoint = no_checkpoint
) -> CrossProducts:
    """Cross products of all `spaces`, each (n, d); rows not finite in all of them are left out.

    Runs in float32 on 4,096 rows at a time and adds up in float64. Needs 2 rows.
    """
    arrays = as_spaces(spaces)
    ends = tuple(np.cumsum([0, *(array.shape[1] for array in arrays)]).tolist())
    shift = _rough_means(arrays)
    total = np.zeros((ends[-1], ends[-1]))
    sums, n = np.zeros(ends[-1]), 0
    for start, chunk in _chunks(arrays, shift):
        checkpoint(start / len(arrays[0]))
        total += chunk.T @ chunk
        sums += chunk.sum(axis=0, dtype=np.float64)
        n += len(chunk)
    if n < 2:
        raise DataError(f"spaces: {n} rows are finite in all; at least 2 are needed")
    rest = sums / n
    return CrossProducts(total - n * np.outer(rest, rest), shift + rest, ends, n)


def squared_lengths(spaces: Sequence[ArrayLike], means: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared length (n, s) of each finite row of each space, measured from `means` (D,)."""
    arrays = as_spaces(spaces)
    ends = np.cumsum([0, *(array.shape[1] for array in arrays)])
    parts = []
    for _, chunk in _chunks(arrays, means):
        rows = [np.einsum("ij,ij->i", chunk[:, a:b], chunk[:, a:b]) for a, b in pairwise(ends)]
        parts.append(np.stack(rows, axis=1).astype(np.float64))
    return np.concatenate(parts)


def _rough_means(arrays: Sequence[NDArray[np.floating]]) -> NDArray[np.float64]:
    """Means of the first finite rows: near enough for float32 to lose nothing by."""
    rows = np.concatenate([array[:_CHUNK] for array in arrays], axis=1).astype(np.float64)
    rows = rows[np.isfinite(rows).all(axis=1)]
    means: NDArray[np.float64] = rows.mean(axis=0) if len(rows) else np.zeros(rows.shape[1])
    return means


def _chunks(
    arrays: Sequence[NDArray[np.floating]], shift: NDArray[np.float64]
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """First row and finite rows, less `shift`, of each chunk; all share one buffer."""
    width = len(shift)
    buffer = np.empty((_CHUNK, width), np.float32)
    for start in range(0, len(arrays[0]), _CHUNK):
        chunk = buffer[: min(_CHUNK, len(arrays[0]) - start)]
        at = 0
        for array in arrays:
            stop = at + array.shape[1]
            np.subtract(
                array[start : start + _CHUNK],
                shift[at:stop],
                out=chunk[:, at:stop],
                casting="unsafe",
            )
            at = stop
        if not np.isfinite(chunk.sum()):
            chunk = chunk[np.isfinite(chunk).all(axis=1)]
        yield start, chunk
