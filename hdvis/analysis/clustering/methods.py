"""Clusterers by name, and labels as everybody expects them."""

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.clustering.by_centers import GaussianMixture, KMeans
from hdvis.analysis.clustering.by_density import DBSCAN, HDBSCAN
from hdvis.analysis.clustering.by_sample import MeanShift, Spectral
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import Cancelled, DataError, HdvisError, shorten

CLUSTERERS: Mapping[str, Callable[..., Any]] = {
    "HDBSCAN": HDBSCAN,
    "K-means": KMeans,
    "DBSCAN": DBSCAN,
    "Gaussian mixture": GaussianMixture,
    "MeanShift": MeanShift,
    "Spectral": Spectral,
}

NOISE = -1


def run_clusterer(
    clusterer: Any,
    method: str,
    points: NDArray[np.floating],
    checkpoint: Checkpoint = no_checkpoint,
) -> NDArray[np.int64]:
    """Its labels (n,) of `points` (n, d), tidied; whatever goes wrong in it as a `DataError`."""
    least = int(getattr(clusterer, "least", 2))
    if len(points) < least:
        raise DataError(
            f"{method}: needs at least {least} rows, got {len(points)}. Add rows", code="HDV-A6"
        )
    accepted = signature(clusterer.fit_predict).parameters
    told = {"checkpoint": checkpoint} if "checkpoint" in accepted else {}
    try:
        found = clusterer.fit_predict(points, **told)
    except (Cancelled, HdvisError):
        raise
    except Exception as error:  # another's code may fail in any way
        raise DataError(
            f"{method}: {type(error).__name__}: {shorten(error, 160)}. Try another method"
        ) from error
    return tidy_labels(found, method, len(points))


def tidy_labels(found: Any, method: str, n: int) -> NDArray[np.int64]:
    """Whole labels (n,): 0 for the largest group and so on down, -1 for noise."""
    labels = np.asarray(found)
    if labels.shape != (n,):
        raise DataError(
            f"{method}: gave labels of shape {labels.shape}, expected ({n:,},). "
            "Correct its fit_predict"
        )
    if labels.dtype.kind not in "iub":
        raise DataError(
            f"{method}: gave labels of dtype {labels.dtype}, expected whole numbers. "
            "Correct its fit_predict"
        )
    groups, number, sizes = np.unique(labels, return_inverse=True, return_counts=True)
    order = np.argsort(-sizes, kind="stable")
    order = order[groups[order].astype(np.int64) >= 0]
    place = np.full(len(groups), NOISE)
    place[order] = np.arange(len(order))
    return np.asarray(place[number], np.int64)
