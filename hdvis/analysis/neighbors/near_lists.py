"""Rows in lists around centres, searched list by list until nothing new turns up."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.pair_search import FAR, LANE, keep_of_block, nearest_center, newly_kept
from hdvis.accel.row_pool import RowPool
from hdvis.analysis.neighbors.exact import SPARE
from hdvis.analysis.neighbors.factors import BLOCK, unfilled
from hdvis.checkpoint import Checkpoint, no_checkpoint

_MOST = 4096
_AT_ONCE = 4


@dataclass(frozen=True, eq=False)
class NearLists:
    """An inverted file: the rows of `points` (n, d) by the centre they are nearest to.

    `owner` (n,) is each row's list; `order` (n,) are the rows list by list, list c from bounds[c]
    to bounds[c + 1]; `near` (c, c) are the lists by the distance of their centres, own first.
    """

    points: NDArray[np.float32]
    owner: NDArray[np.int32]
    order: NDArray[np.int32]
    bounds: NDArray[np.intp]
    near: NDArray[np.intp]

    @property
    def count(self) -> int:
        """Number of lists."""
        return len(self.near)

    def share_needed(
        self, rows: NDArray[np.int32], indices: NDArray[np.int32], wished: float
    ) -> float:
        """Share of the lists that holds this share of the neighbours `indices` (r, k) of `rows`."""
        rank = np.empty_like(self.near)
        np.put_along_axis(rank, self.near, np.arange(self.count)[None], axis=1)
        needed = rank[self.owner[rows][:, None], self.owner[indices]].ravel()
        return float(np.quantile(needed, wished) + 1) / self.count


def make_lists(
    points: NDArray[np.float32], seed: int, pool: RowPool, checkpoint: Checkpoint = no_checkpoint
) -> NearLists:
    """Lists by a few rounds of k-means on a sample, some √n of them."""
    rng = np.random.default_rng(seed)
    count = max(8, min(_MOST, math.isqrt(len(points))))
    sample = points[rng.choice(len(points), min(len(points), 48 * count), replace=False)]
    centers = sample[:count].copy()
    for turn in range(4):
        checkpoint(0.15 * turn)
        _move_centers(centers, sample, _owners(sample, centers, pool))
    owner = _owners(points, centers, pool)
    order = np.argsort(owner, kind="stable").astype(np.int32)
    bounds = np.searchsorted(owner[order], np.arange(count + 1))
    return NearLists(points, owner, order, bounds, _by_distance(centers))


def _move_centers(
    centers: NDArray[np.float32], sample: NDArray[np.float32], owner: NDArray[np.int32]
) -> None:
    sizes = np.bincount(owner, minlength=len(centers))
    order = np.argsort(owner, kind="stable")
    held = np.flatnonzero(sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])[held]
    centers[held] = np.add.reduceat(sample[order], starts, axis=0) / sizes[held, None]


def _owners(
    points: NDArray[np.float32], centers: NDArray[np.float32], pool: RowPool
) -> NDArray[np.int32]:
    norms = np.einsum("ij,ij->i", centers, centers)
    owner = np.empty(len(points), np.int32)

    def work(start: int, stop: int) -> None:
        owner[start:stop] = nearest_center(points[start:stop] @ centers.T, norms)

    pool.run(work, len(points), 4096)
    return owner


def _by_distance(centers: NDArray[np.float32]) -> NDArray[np.intp]:
    norms = np.einsum("ij,ij->i", centers, centers)
    apart = norms - 2 * centers @ centers.T
    np.fill_diagonal(apart, -np.inf)
    return np.argsort(apart, axis=1, kind="stable")


def search_lists(
    lists: NearLists, k: int, stop: float, pool: RowPool, checkpoint: Checkpoint = no_checkpoint
) -> NDArray[np.int32]:
    """Candidates (n, k + SPARE) of every row, from the lists nearest to its own.

    Lists are searched a few at a time, until less than the share `stop` of what the rows of a
    list keep has come from the latest few.
    """
    points = lists.points[lists.order]
    left, right = _factors(points, lists)
    who, squared = unfilled(len(points), k + SPARE)
    own = np.arange(len(points), dtype=np.int32)
    widest = max(block.shape[1] for block in right)
    sizes = np.diff(lists.bounds)

    def search(first: int, last: int, queue: NDArray[np.intp]) -> None:
        here = slice(first, last)
        flat = np.empty((last - first) * widest, np.float32)
        enough = int(np.searchsorted(np.cumsum(sizes[queue]), 2 * who.shape[1])) + 1
        for at in range(0, len(queue), _AT_ONCE):
            before = who[here].copy()
            for other in queue[at : at + _AT_ONCE]:
                width = right[other].shape[1]
                block = flat[: (last - first) * width].reshape(last - first, width)
                np.matmul(left[here], right[other], out=block)
                keep_of_block(block, own[here], lists.bounds[other], squared[here], who[here])
            if at >= enough and newly_kept(who[here], before) < stop * before.size:
                return

    def work(c: int, _: int) -> None:
        for first in range(lists.bounds[c], lists.bounds[c + 1], BLOCK):
            search(first, min(first + BLOCK, lists.bounds[c + 1]), lists.near[c])

    pool.run(work, lists.count, 1, checkpoint)
    found = np.empty_like(who)
    found[lists.order] = np.where(who >= 0, lists.order[who], -1)
    return found


def _factors(
    points: NDArray[np.float32], lists: NearLists
) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """Factors of squared distances, as in `Factors`, the right one list by list in whole lanes."""
    n, d = points.shape
    norms = np.einsum("ij,ij->i", points, points)
    left = np.empty((n, d + 2), np.float32)
    left[:, :d], left[:, d], left[:, d + 1] = -2 * points, 1, norms
    right = []
    for first, last in zip(lists.bounds[:-1], lists.bounds[1:], strict=True):
        size = last - first
        block = np.zeros((d + 2, -(-size // LANE) * LANE), np.float32)
        block[:d, :size] = points[first:last].T
        block[d], block[d, :size], block[d + 1] = FAR, norms[first:last], 1
        right.append(block)
    return left, right
