"""A reader that tells an attribute from pictures alone, learnt without any model."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions import Directions
from hdvis.analysis.directions.attributes import as_signs
from hdvis.analysis.directions.fit import fit_directions
from hdvis.analysis.directions.scores import auc
from hdvis.analysis.directions.splits import held_out
from hdvis.errors import DataError

Array = NDArray[Any]

SIDE = 16
"""Pixels of the square that pictures are reduced to."""
COST = 0.01
"""Inverse strength of the reader's penalty: a reader of 768 numbers needs a strong one."""


@dataclass(frozen=True, eq=False)
class ImageClassifier:
    """How likely a picture shows an attribute, 0 to 1; `auc` is from pictures it never saw."""

    auc: float
    channels: int
    _plane: Directions

    def __call__(self, pictures: ArrayLike) -> Array:
        """Probabilities (B,) of pictures uint8 (B, h, w, c) of any size."""
        plane, seen = self._plane, features(np.asarray(pictures), self.channels)
        with np.errstate(over="ignore"):
            return np.asarray(1 / (1 + np.exp(-plane.lengths[0] * plane.distances(seen)[:, 0])))


def image_classifier(pictures: ArrayLike, y: ArrayLike, seed: int = 0) -> ImageClassifier:
    """Logistic regression from pictures uint8 (n, h, w, c), 16 × 16 of each, to `y` (n,).

    A number is read as above or below its middle; rows without a value are left out. Raises
    DataError where one class has fewer than 8 pictures.
    """
    values = np.asarray(y, np.float64)
    rows = np.flatnonzero(np.isfinite(values))
    shown = np.asarray(pictures)[rows]
    truth = as_signs(values[rows][:, None])[:, 0] if len(rows) else np.zeros(0, bool)
    fewest = int(min(truth.sum(), (~truth).sum()))
    if fewest < 8:
        raise DataError(f"pictures: got {fewest} of one class, expected at least 8 of both")
    channels = 3 if shown.shape[3] >= 3 else 1
    seen, test = features(shown, channels), held_out(truth, 0.25, seed)

    def fit(keep: Array) -> Directions:
        return fit_directions(seen[keep], truth[keep], method="logistic", cost=COST)

    area = auc(fit(~test).distances(seen[test])[:, 0], truth[test])
    return ImageClassifier(area, channels, fit(np.ones(len(seen), bool)))


def features(pictures: Array, channels: int = 3) -> Array:
    """Pictures (n, h, w, c) in 0..255 as means over 16 × 16 areas, float32 (n, 256 channels)."""
    n, height, width, depth = pictures.shape
    colors = pictures[..., : min(depth, 3)].astype(np.float32) / 255.0
    if channels == 1:
        colors = colors.mean(axis=3, keepdims=True)
    elif colors.shape[3] == 1:
        colors = np.repeat(colors, 3, axis=3)
    down, across = _areas(height), _areas(width)
    means = np.einsum("ih,nhwc,jw->nijc", down, colors, across, optimize=True)
    return np.asarray(means).reshape(n, -1)


def _areas(size: int) -> Array:
    """(16, size): the share of each pixel in each of 16 equal stretches, rows that sum to 1."""
    edges = np.linspace(0, size, SIDE + 1)
    starts, pixel = edges[:-1, None], np.arange(size)
    covered = np.minimum(edges[1:, None], pixel + 1) - np.maximum(starts, pixel)
    return np.asarray(covered.clip(0) * SIDE / size, np.float32)
