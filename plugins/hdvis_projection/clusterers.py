"""The clusterers on offer, with what a form must know about their parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import param

from hdvis.analysis import CLUSTERERS
from hdvis.errors import shorten
from hdvis.modules import declared_params, params_of


class Count(param.Parameterized):
    """How many groups there are to be."""

    clusters = param.Integer(8, bounds=(2, 10_000), doc="How many groups to make.")


class HDBSCANParams(param.Parameterized):
    """What HDBSCAN takes."""

    min_cluster_size = param.Integer(
        15, bounds=(2, 100_000), doc="A group has at least so many rows."
    )
    min_samples = param.Integer(
        10, bounds=(1, 600), doc="Larger calls more rows noise; a dense row has so many near."
    )
    leaves = param.Boolean(False, doc="The finest groups instead of the most stable.")


class DBSCANParams(param.Parameterized):
    """What DBSCAN takes."""

    radius = param.Number(
        0.0, bounds=(0.0, None), doc="How far a neighbour may be; 0 makes nine of ten rows dense."
    )
    min_samples = param.Integer(10, bounds=(1, 600), doc="Rows within the radius of a dense row.")


class MixtureParams(Count):
    """What a Gaussian mixture takes."""

    covariance = param.Selector(
        default="full", objects=["full", "diag", "spherical"], doc="The shape a group may have."
    )


class MeanShiftParams(param.Parameterized):
    """What MeanShift takes."""

    bandwidth = param.Number(
        0.0, bounds=(0.0, None), doc="How wide a peak of density is; 0 estimates it."
    )


class SpectralParams(Count):
    """What spectral clustering takes."""

    neighbors = param.Integer(10, bounds=(2, 100), doc="How far a row's ties reach.")


PARAMS: Mapping[str, type[param.Parameterized]] = {
    "HDBSCAN": HDBSCANParams,
    "K-means": Count,
    "DBSCAN": DBSCANParams,
    "Gaussian mixture": MixtureParams,
    "MeanShift": MeanShiftParams,
    "Spectral": SpectralParams,
}
"""The parameters of each clusterer by its name; the seed is common to all and not listed."""

_HINTS: Mapping[str, str] = {
    "HDBSCAN": "Dense groups of any shape and number; the rest is noise. Draws the tree of groups.",
    "K-means": "So many round groups of like size; every row is in one.",
    "DBSCAN": "Rows tied by dense neighbours within one radius; the rest is noise.",
    "Gaussian mixture": "So many bell-shaped groups, stretched any way; every row is in one.",
    "MeanShift": "Peaks of density, as many as there are; above 5,000 rows on a sample.",
    "Spectral": "Groups along the neighbour graph; above 5,000 rows on a sample.",
}


def params_for(factory: Callable[..., object]) -> dict[str, param.Parameter]:
    """The parameters of any clusterer: hdvis's own as listed, another's as it declares them."""
    for name, known in CLUSTERERS.items():
        if known is factory:
            return params_of(PARAMS[name])
    return declared_params(factory)


def hint(factory: Callable[..., object]) -> str:
    """A sentence about when to choose a clusterer; of another's, its docstring's first line."""
    for name, known in CLUSTERERS.items():
        if known is factory:
            return _HINTS[name]
    lines = (factory.__doc__ or "").strip().splitlines()
    return shorten(lines[0], 160) if lines else ""


def offered() -> Mapping[str, Callable[..., object]]:
    """Factories by name, for the hook `hdvis_clusterers`."""
    return dict(CLUSTERERS)
