"""The exact search: every pair of rows looked at, once."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.blas import one_blas_thread
from hdvis.accel.pair_search import FAR, keep_both_ways, keep_of_block, rank
from hdvis.accel.row_pool import RowPool
from hdvis.analysis.neighbors.factors import BLOCK, Factors, Lists, factors, unfilled
from hdvis.checkpoint import Checkpoint, no_checkpoint

SPARE = 2
"""Rows kept beyond k while distances still carry the rounding of products."""

_ROUND_OFF = 2.0**-24
_TOLERATED = 1e-4
_BELOW = np.tril(np.ones((BLOCK, BLOCK), bool))


def predicted_seconds(n: int, d: int, k: int, workers: int = 2) -> float:
    """Seconds that `exact_neighbors` takes on `workers` free cores.

    Pairs cost in proportion to the product, lists in proportion to their length; measured at
    60,000 rows of 10 to 784 dimensions, k 15 and 64.
    """
    products = (0.75 + 0.0105 * min(d, 50) + 0.0138 * max(0, d - 50)) * (n / 60_000) ** 2
    lists = 0.015 * k * n / 60_000
    return (products + lists) * 2 / workers


def exact_neighbors(
    points: NDArray[np.float32], k: int, checkpoint: Checkpoint = no_checkpoint
) -> Lists:
    """The `k` nearest other rows of each of `points` (n, d), with distances (n, k) ascending.

    Points are centred (`prepared`). A neighbour that is not listed is no nearer than the last
    listed one by more than a ten-thousandth of its squared distance; equal distances keep any.
    """
    with one_blas_thread(), RowPool() as pool:
        kept, worst_kept = _search_pairs(points, k + SPARE, pool, checkpoint)
        lists = ranked(points, kept, k, pool)
        doubtful = _doubtful(points, lists[1], worst_kept)
        _search_again(points, doubtful, lists, pool)
    return lists[0], np.sqrt(lists[1])


def ranked(points: NDArray[np.float32], kept: NDArray[np.int32], k: int, pool: RowPool) -> Lists:
    """The `k` nearest of `kept` (n, w) with squared distances from differences, ascending."""
    who, squared = unfilled(len(points), k)
    pool.run(partial(rank, points, points, kept, who, squared), len(points), 4096)
    return who, squared


def _search_pairs(
    points: NDArray[np.float32], width: int, pool: RowPool, checkpoint: Checkpoint
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Lists (n, width) by the rounded distances, and each one's last squared distance (n,)."""
    n = len(points)
    tile = BLOCK * max(1, min(4, n // (8 * BLOCK * pool.workers)))
    both = factors(points, tile)
    who, squared = unfilled(len(both.left), width)
    worst = squared[:, 0].copy()
    rounds = list(_rounds(len(both.left) // tile))
    done, all_pairs = 0, sum(map(len, rounds))
    for pairs in rounds:

        def work(at: int, _: int, pairs: list[tuple[int, int]] = pairs) -> None:
            _search_tiles(both, *pairs[at], tile, worst, squared, who)

        share = done / all_pairs, len(pairs) / all_pairs
        pool.run(work, len(pairs), 1, _part_of(checkpoint, *share))
        done += len(pairs)
    return who[:n], worst[:n]


def _part_of(checkpoint: Checkpoint, start: float, length: float) -> Checkpoint:
    return lambda share: checkpoint(start + share * length)


def _rounds(tiles: int) -> Iterator[list[tuple[int, int]]]:
    """All pairs of tiles, in rounds in which no tile comes twice (the circle method)."""
    yield [(tile, tile) for tile in range(tiles)]
    ring = list(range(tiles + tiles % 2))
    for _ in range(len(ring) - 1):
        pairs = ((ring[at], ring[-1 - at]) for at in range(len(ring) // 2))
        yield [(min(pair), max(pair)) for pair in pairs if max(pair) < tiles]
        ring = [ring[0], ring[-1], *ring[1:-1]]


def _search_tiles(
    both: Factors, upper: int, lower: int, tile: int,
    worst: NDArray[np.float32], squared: NDArray[np.float32], who: NDArray[np.int32],
) -> None:  # fmt: skip
    """Every pair of a row of one tile with a row of the other, or of the same."""
    block = np.empty((BLOCK, BLOCK), np.float32)
    for above in range(upper * tile, (upper + 1) * tile, BLOCK):
        for left in range(lower * tile, (lower + 1) * tile, BLOCK):
            if upper == lower and left < above:
                continue
            np.matmul(both.left[above : above + BLOCK], both.right[left // BLOCK], out=block)
            if above == left:
                block[_BELOW] = FAR
            keep_both_ways(block, above, left, worst, squared, who)


def _doubtful(
    points: NDArray[np.float32], squared: NDArray[np.float32], worst_kept: NDArray[np.float32]
) -> NDArray[np.int32]:
    """Rows whose list the rounding of products may have made wrong by more than is tolerated."""
    lengths = np.sqrt(np.einsum("ij,ij->i", points, points, dtype=np.float64))
    last = squared[:, -1].astype(np.float64)
    terms = max(2.0, np.sqrt(points.shape[1]) / 2)
    rounding = terms * _ROUND_OFF * (2 * lengths + np.sqrt(last)) ** 2
    sure = (rounding <= _TOLERATED * last) | (last + rounding <= worst_kept) | (last == 0)
    return np.flatnonzero(~sure).astype(np.int32)


def _search_again(
    points: NDArray[np.float32], rows: NDArray[np.int32], lists: Lists, pool: RowPool
) -> None:
    """Replace the lists of `rows` by those that products in float64 give."""
    if not len(rows):
        return
    who, _ = nearest_of_all(points, rows, lists[0].shape[1] + SPARE, pool, np.float64)
    names, values = unfilled(len(rows), lists[0].shape[1])
    pool.run(partial(rank, points, points[rows], who, names, values), len(rows), 4096)
    lists[0][rows], lists[1][rows] = names, values


def nearest_of_all(
    points: NDArray[np.float32], rows: NDArray[np.int32], k: int, pool: RowPool, dtype: Any,
    checkpoint: Checkpoint = no_checkpoint,
) -> tuple[NDArray[np.int32], NDArray[Any]]:  # fmt: skip
    """Lists (r, k) of some `rows` among all `points` (n, d), by products of this dtype."""
    both = factors(points, BLOCK, dtype)
    who, squared = unfilled(len(rows), k, dtype)
    block = max(16, min(BLOCK, -(-len(rows) // pool.workers)))

    def work(start: int, stop: int) -> None:
        queries, out = both.left[rows[start:stop]], np.empty((stop - start, BLOCK), dtype)
        for at, right in enumerate(both.right):
            np.matmul(queries, right, out=out)
            keep_of_block(out, rows[start:stop], at * BLOCK, squared[start:stop], who[start:stop])

    pool.run(work, len(rows), block, checkpoint)
    return who, squared
