"""What DimReduction says about an embedding."""

from __future__ import annotations

import math

from hdvis.analysis import Inputs
from hdvis.analysis.embedding import QUALITY_K, Embedding
from hdvis.data import Dataset


def heads(embedding: Embedding | None) -> list[str]:
    """Heads of the table of embeddings, which narrow panes may hyphenate."""
    k = QUALITY_K if embedding is None else embedding.k
    return ["embedding", "trust\u00adworthiness", "conti\u00adnuity", f"kept of\u00a0{k}"]


def cells(embedding: Embedding, measuring: bool) -> list[str]:
    """Trustworthiness, continuity and the share of kept neighbours as texts."""
    if not embedding.kept.size:
        return ["…" if measuring else "–"] * 3
    numbers = (embedding.trustworthiness, embedding.continuity)
    kept = embedding.recall
    return [*(_number(x) for x in numbers), "–" if math.isnan(kept) else f"{100 * kept:.0f} %"]


def note(embedding: Embedding, cached: bool) -> str:
    """What it was made of, how long it took, and what its maker has to say."""
    took = f"{embedding.seconds:.1f} s" if embedding.seconds else ""
    neighbors = "" if embedding.search is None else f"neighbours: {embedding.search}"
    made = f"{embedding.n:,} rows, seed {embedding.seed}"
    parts = [made, took, "from cache" if cached else "", neighbors, embedding.note]
    return " · ".join(part for part in parts if part)


def caption(embedding: Embedding, dataset: Dataset) -> str:
    """Its name and what it was made from."""
    inputs = Inputs(embedding.space, embedding.inputs, embedding.scaling)
    return f"{embedding.label} · {inputs.words(dataset)}"


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3f}"
