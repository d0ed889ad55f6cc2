"""How alike two latent spaces over the same rows are, in what, and for which rows."""

from hdvis.analysis.comparison.alignment import (
    AffineStitch,
    Procrustes,
    affine_stitch,
    procrustes,
)
from hdvis.analysis.comparison.directions import DirectionAgreement, direction_agreement
from hdvis.analysis.comparison.drift import Drift, drift
from hdvis.analysis.comparison.matrices import MEASURES, similarity_matrix
from hdvis.analysis.comparison.mutual_neighbors import MutualNeighbors, mutual_neighbors
from hdvis.analysis.comparison.similarity import (
    canonical_correlations,
    linear_cka,
    procrustes_distance,
    svcca,
)

__all__ = [
    "MEASURES",
    "AffineStitch",
    "DirectionAgreement",
    "Drift",
    "MutualNeighbors",
    "Procrustes",
    "affine_stitch",
    "canonical_correlations",
    "direction_agreement",
    "drift",
    "linear_cka",
    "mutual_neighbors",
    "procrustes",
    "procrustes_distance",
    "similarity_matrix",
    "svcca",
]
