"""The reducers on offer, with what a form must know about their parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import param

from hdvis.analysis import REDUCERS, Reducer
from hdvis.errors import shorten
from hdvis.modules import declared_params, params_of

__all__ = ["PARAMS", "REDUCERS", "hint", "offered", "params_for"]


class Neighbors(param.Parameterized):
    """How far around a row is looked."""

    neighbors = param.Integer(15, bounds=(2, 200), doc="Larger keeps more of the global shape.")


class NeighborEmbeddingParams(Neighbors):
    """What hdvis's own neighbour embedding takes."""

    epochs = param.Integer(200, bounds=(20, 2000), doc="More epochs settle more finely.")
    repulsion = param.Number(
        8.0, bounds=(0.5, 40.0), step=0.1, doc="Larger spreads groups further apart."
    )


class TSNEParams(param.Parameterized):
    """What t-SNE takes."""

    perplexity = param.Number(
        30.0, bounds=(2.0, 200.0), step=1.0, doc="About how many neighbours a row has."
    )


class UMAPParams(Neighbors):
    """What UMAP takes."""

    min_dist = param.Number(
        0.1, bounds=(0.0, 0.99), step=0.01, doc="Smaller packs similar rows more tightly."
    )


class TenNeighbors(Neighbors):
    """How far the manifold methods look."""

    neighbors = param.Integer(10)


PARAMS: Mapping[str, type[param.Parameterized]] = {
    "PCA": param.Parameterized,
    "Neighbor embedding": NeighborEmbeddingParams,
    "t-SNE": TSNEParams,
    "UMAP": UMAPParams,
    "MDS": param.Parameterized,
    "Isomap": TenNeighbors,
    "LLE": TenNeighbors,
    "Spectral": TenNeighbors,
}
"""The parameters of each reducer by its name; the seed is common to all and not listed."""

_HINTS: Mapping[str, str] = {
    "PCA": "At once; straight axes of greatest variance.",
    "Neighbor embedding": "Seconds at 70,000 rows; moves while it settles and can be stopped.",
    "t-SNE": "Most faithful neighbours; minutes at 70,000 rows; can be stopped.",
    "UMAP": "umap-learn itself; compiles at first use; stops between its phases only.",
    "MDS": "Keeps distances; above 2,000 rows on a sample.",
    "Isomap": "Keeps distances along the data; above 5,000 rows on a sample.",
    "LLE": "Keeps local straight-line relations; above 5,000 rows on a sample.",
    "Spectral": "Shows separate groups; above 5,000 rows on a sample.",
}


def params_for(factory: Callable[..., object]) -> dict[str, param.Parameter]:
    """The parameters of any reducer: hdvis's own as listed, another's as it declares them."""
    for name, known in REDUCERS.items():
        if known is factory:
            return params_of(PARAMS[name])
    return declared_params(factory)


def hint(factory: Callable[..., object]) -> str:
    """A sentence about when to choose a reducer; of another's, the first line of its docstring."""
    for name, known in REDUCERS.items():
        if known is factory:
            return _HINTS[name]
    lines = (factory.__doc__ or "").strip().splitlines()
    return shorten(lines[0], 160) if lines else ""


def offered() -> Mapping[str, Callable[..., Reducer]]:
    """Factories by name, for the hook `hdvis_reducers`."""
    return dict(REDUCERS)
