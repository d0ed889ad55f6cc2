"""The reducers on offer, with what a form must know about their parameters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hdvis.analysis.embedding import REDUCERS, Reducer

__all__ = ["OPTIONS", "REDUCERS", "ReducerOption", "hints", "offered"]


@dataclass(frozen=True)
class ReducerOption:
    """One parameter of a reducer: its name, default, bounds and a sentence for the user."""

    name: str
    default: int | float
    bounds: tuple[int | float, int | float]
    doc: str


def _neighbors(default: int) -> ReducerOption:
    return ReducerOption("neighbors", default, (2, 200), "Larger keeps more of the global shape.")


OPTIONS: Mapping[str, tuple[ReducerOption, ...]] = {
    "PCA": (),
    "Neighbor embedding": (
        _neighbors(15),
        ReducerOption("epochs", 200, (20, 2000), "More epochs settle more finely."),
        ReducerOption("repulsion", 8.0, (0.5, 40.0), "Larger spreads groups further apart."),
    ),
    "t-SNE": (
        ReducerOption("perplexity", 30.0, (2.0, 200.0), "About how many neighbours a row has."),
    ),
    "UMAP": (
        _neighbors(15),
        ReducerOption("min_dist", 0.1, (0.0, 0.99), "Smaller packs similar rows more tightly."),
    ),
    "MDS": (),
    "Isomap": (_neighbors(10),),
    "LLE": (_neighbors(10),),
    "Spectral": (_neighbors(10),),
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


def hints(method: str) -> str:
    """A sentence about when to choose `method`; empty for a third party's."""
    return _HINTS.get(method, "")


def offered() -> Mapping[str, Callable[..., Reducer]]:
    """Factories by name, for the hook `hdvis_reducers`."""
    return dict(REDUCERS)
