"""Maps that carry latents and directions of one space into another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.comparison.cross_products import as_spaces, cross_products
from hdvis.analysis.matrix import as_matrix
from hdvis.errors import DataError


@dataclass(frozen=True, eq=False)
class Procrustes:
    """A shift, rotation and scale: rotation (d1, d2), scale, and the two middles (d1,), (d2,).

    `distance` is the share of spread that the map leaves unexplained.
    """

    rotation: NDArray[np.float64]
    scale: float
    source: NDArray[np.float64]
    target: NDArray[np.float64]
    distance: float

    def apply(self, Z1: ArrayLike) -> NDArray[np.float64]:
        """Vectors (m, d1) of the first space in the second, (m, d2)."""
        return self.directions(as_matrix(Z1) - self.source) + self.target

    def directions(self, D1: ArrayLike) -> NDArray[np.float64]:
        """Directions (m, d1) of the first space in the second: turned and scaled, not shifted."""
        return self.scale * (as_matrix(D1, "directions") @ self.rotation)


@dataclass(frozen=True, eq=False)
class AffineStitch:
    """The affine map z ↦ z @ weight + offset: weight (d1, d2), offset (d2,).

    `r2` is the share of variance of the second space that the map explains on the rows `unseen`
    (m,), which it was not fitted on.
    """

    weight: NDArray[np.float64]
    offset: NDArray[np.float64]
    r2: float
    unseen: NDArray[np.intp]

    @property
    def rows(self) -> int:
        """How many rows it was judged on."""
        return len(self.unseen)

    def apply(self, Z1: ArrayLike) -> NDArray[np.float64]:
        """Vectors (m, d1) of the first space in the second, (m, d2)."""
        return np.asarray(as_matrix(Z1) @ self.weight + self.offset)

    def directions(self, D1: ArrayLike) -> NDArray[np.float64]:
        """Directions (m, d1) of the first space in the second, (m, d2)."""
        return np.asarray(as_matrix(D1, "directions") @ self.weight)


def procrustes(Z1: ArrayLike, Z2: ArrayLike) -> Procrustes:
    """The shift, rotation and scale that bring Z1 (n, d1) nearest to Z2 (n, d2).

    Between spaces of different width the rotation is onto a subspace, or from one (Schönemann
    1966; Gower 1975). A space without spread gets scale 0 and distance NaN.
    """
    both = cross_products([Z1, Z2])
    left, strengths, right = np.linalg.svd(both.block(0, 1), full_matrices=False)
    own, other = float(np.trace(both.block(0, 0))), float(np.trace(both.block(1, 1)))
    trace = float(strengths.sum())
    alike = trace**2 / (own * other) if own > 0 and other > 0 else float("nan")
    return Procrustes(
        left @ right,
        trace / own if own > 0 else 0.0,
        both.means[both.span(0)],
        both.means[both.span(1)],
        1.0 - alike,
    )


def affine_stitch(Z1: ArrayLike, Z2: ArrayLike, share: float = 0.5, seed: int = 0) -> AffineStitch:
    """The least-squares affine map from Z1 (n, d1) to Z2 (n, d2), judged on rows it did not see.

    Fitted on a seeded `share` of the finite rows. Needs at least 2 rows on either side of the
    split; with fewer rows than d1 + 1 the least of the exact maps is taken, and `r2` will show it.
    """
    first, second = (np.asarray(Z, np.float64) for Z in as_spaces([Z1, Z2]))
    rows = np.flatnonzero(np.isfinite(first).all(axis=1) & np.isfinite(second).all(axis=1))
    seen, unseen = _parted(rows, share, seed)
    middle, goal = first[seen].mean(axis=0), second[seen].mean(axis=0)
    weight = np.linalg.lstsq(first[seen] - middle, second[seen] - goal, rcond=1e-10)[0]
    offset = goal - middle @ weight
    left = ((first[unseen] @ weight + offset - second[unseen]) ** 2).sum()
    spread = ((second[unseen] - second[unseen].mean(axis=0)) ** 2).sum()
    r2 = 1.0 - float(left / spread) if spread > 0 else float("nan")
    return AffineStitch(weight, offset, r2, unseen)


def _parted(
    rows: NDArray[np.intp], share: float, seed: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    count = round(share * len(rows))
    if count < 2 or len(rows) - count < 2:
        raise DataError(
            f"affine map: {len(rows)} rows at a share of {share} leave {count} to fit and "
            f"{len(rows) - count} to judge; at least 2 of each are needed"
        )
    mixed = np.random.default_rng(seed).permutation(rows)
    return np.sort(mixed[:count]), np.sort(mixed[count:])
