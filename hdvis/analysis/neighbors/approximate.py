"""The search of many rows: near lists and neighbour descent, held against rows known exactly."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.blas import one_blas_thread
from hdvis.accel.row_pool import RowPool, worker_count
from hdvis.analysis.neighbors.descent import descend
from hdvis.analysis.neighbors.exact import exact_neighbors, predicted_seconds, ranked
from hdvis.analysis.neighbors.factors import Lists
from hdvis.analysis.neighbors.graph import Recall
from hdvis.analysis.neighbors.near_lists import make_lists, search_lists
from hdvis.analysis.neighbors.pilot import Pilot, send_pilot
from hdvis.checkpoint import Checkpoint

LEAST_RECALL = 0.95
"""What an answer must reach, less two standard errors, to be accepted."""

EASY_SHARE = 1 / 3
"""Where more of the lists than this hold the neighbours, near lists alone cost more than pairs."""

_STOP = 0.05
_ROUNDS = 6
_LEAST_GAIN = 0.004

Announce = Callable[[str], None]
"""Called with what comes next, in words."""


@dataclass(frozen=True, eq=False)
class Found:
    """Neighbours with distances, by which method, and how many of the true ones."""

    lists: Lists
    method: str
    recall: Recall


def approximate_neighbors(
    points: NDArray[np.float32], k: int, seed: int, checkpoint: Checkpoint, announce: Announce
) -> Found:
    """The `k` nearest other rows of each of `points` (n, d), recall .95 or more.

    A pilot of exact rows says how much of the near lists is needed. Descent follows until the
    pilot's rows are satisfied; where it no longer helps, every pair is looked at after all.
    """
    with one_blas_thread(), RowPool() as pool:
        found = _searched(points, k, seed, pool, checkpoint, announce)
    if _enough(found.recall):
        return found
    seconds = predicted_seconds(len(points), points.shape[1], k, worker_count())
    announce(f"{found.recall}; looking at every pair, about {_duration(seconds)}")
    lists = exact_neighbors(points, k, lambda share: checkpoint(0.3 + 0.7 * share))
    return Found(lists, "exact", Recall())


def _searched(
    points: NDArray[np.float32], k: int, seed: int, pool: RowPool, checkpoint: Checkpoint,
    announce: Announce,
) -> Found:  # fmt: skip
    lists = make_lists(points, seed, pool, lambda share: checkpoint(0.05 * share))
    wide = max(30, 2 * k) if k < 30 else k
    pilot = send_pilot(points, k, seed, pool, lambda share: checkpoint(0.05 + 0.05 * share))
    easy = lists.share_needed(pilot.rows, pilot.indices, LEAST_RECALL) < EASY_SHARE
    announce("searching near lists")
    width = k if easy else wide
    kept = search_lists(lists, width, _STOP, pool, lambda share: checkpoint(0.1 + 0.6 * share))
    return _refined(points, ranked(points, kept, width, pool), k, pilot, pool, checkpoint, announce)


def _refined(
    points: NDArray[np.float32], lists: Lists, k: int, pilot: Pilot, pool: RowPool,
    checkpoint: Checkpoint, announce: Announce,
) -> Found:  # fmt: skip
    """Descent until the pilot is satisfied or nothing is gained."""
    method, recall = "near lists", pilot.recall(_first(lists, k))
    for turn in range(_ROUNDS):
        if _enough(recall):
            break
        announce(f"{recall}; asking neighbours for theirs")
        watch = partial(_between, checkpoint, 0.7 + 0.05 * turn, 0.05)
        lists = descend(points, lists, min(lists[0].shape[1], 30), pool, watch)
        before, recall = recall, pilot.recall(_first(lists, k))
        method = "near lists and descent"
        if recall.value - before.value < _LEAST_GAIN:
            break
    indices, squared = _first(lists, k)
    return Found((indices, np.sqrt(squared)), method, recall)


def _enough(recall: Recall) -> bool:
    return recall.value - 2 * recall.error >= LEAST_RECALL


def _first(lists: Lists, k: int) -> Lists:
    return np.ascontiguousarray(lists[0][:, :k]), np.ascontiguousarray(lists[1][:, :k])


def _between(checkpoint: Checkpoint, start: float, length: float, share: float) -> None:
    checkpoint(start + length * share)


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
