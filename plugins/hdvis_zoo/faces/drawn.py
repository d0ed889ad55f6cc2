"""A data set of drawn faces."""

from dataclasses import dataclass

import numpy as np

from .canvas import Array
from .factors import FACTORS, sample_factors
from .portrait import draw
from .structure import ATTRIBUTES, sample_attributes

BATCH = 32


@dataclass(frozen=True, eq=False)
class DrawnFaces:
    """Pictures with the ground truth that drew them.

    images uint8 (n, size, size, 3); attributes bool (n, k) named by attribute_names;
    factors float32 (n, f) named by factor_names.
    """

    images: Array
    attributes: Array
    factors: Array
    attribute_names: tuple[str, ...] = ATTRIBUTES
    factor_names: tuple[str, ...] = tuple(FACTORS)

    def __len__(self) -> int:
        return len(self.images)

    def attribute(self, name: str) -> Array:
        """One attribute, (n,) bool."""
        return self.attributes[:, self.attribute_names.index(name)]

    def factor(self, name: str) -> Array:
        """One factor, (n,) float32."""
        return self.factors[:, self.factor_names.index(name)]


def drawn_faces(n: int, seed: int = 0, size: int = 64, threads: int = 2) -> DrawnFaces:
    """Draw `n` faces; the first rows of a longer draw of the same seed are the same faces."""
    uniform = np.random.default_rng(seed).random((n, len(ATTRIBUTES) + len(FACTORS)))
    attributes = sample_attributes(uniform[:, : len(ATTRIBUTES)])
    has = dict(zip(ATTRIBUTES, attributes.T, strict=True))
    factors = sample_factors(uniform[:, len(ATTRIBUTES) :], has)
    return DrawnFaces(_paint(attributes, factors, size, threads), attributes, factors)


def _paint(attributes: Array, factors: Array, size: int, threads: int) -> Array:
    from concurrent.futures import ThreadPoolExecutor

    images = np.empty((len(attributes), size, size, 3), np.uint8)

    def batch(start: int) -> None:
        rows = slice(start, start + BATCH)
        images[rows] = draw(attributes[rows], factors[rows], size)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(batch, range(0, len(attributes), BATCH)))
    return images
