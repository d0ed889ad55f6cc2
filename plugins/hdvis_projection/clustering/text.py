"""What Clustering says about its groups."""

from __future__ import annotations

import math

from hdvis.analysis.embedding import Embedding
from hdvis_projection.clustering.work import Trust

HEADS = (
    ("rows", "Rows in the group."),
    ("silhouette", "Mean silhouette in the space; beside it, on the map in hand."),
    ("alike", "Share of the 10 nearest that are of the group: in the space; on the map."),
    ("stability", "Jaccard index with the group found again in half of the rows, five times."),
)
DISSOLVED = 0.5


def cells(size: int, group: int, trust: Trust | None) -> list[str]:
    """Size, silhouette, agreement and stability of a group as texts; in the space, on the map."""
    if trust is None:
        return [f"{size:,}", "…", "…", "…"]
    both = [trust.space, trust.plane] if trust.plane is not None else [trust.space]
    silhouettes = [_number(scores.silhouette[group]) for scores in both]
    alike = [_percent(scores.alike[group]) for scores in both]
    return [
        f"{size:,}",
        " · ".join(silhouettes),
        " · ".join(alike),
        _number(trust.facts.stability[group]),
    ]


def chance(trust: Trust, group: int) -> str:
    """What the agreement would be for a group of that size drawn at random."""
    most = trust.space.chance[group]
    return "" if math.isnan(most) else f"by chance up to {_percent(most)} of neighbours alike"


def map_words(plane: Embedding | None) -> str:
    """Which map the second figures are of."""
    return "" if plane is None else f"first figures: in the space; second: on the map {plane.label}"


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"


def _percent(value: float) -> str:
    return "–" if math.isnan(value) else f"{100 * value:.0f} %"
