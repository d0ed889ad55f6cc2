"""What a selection differs in, in a few words for the footer."""

from __future__ import annotations

import time

import numpy as np

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.selection import Selection
from hdvis.state import RowSets

SAMPLE = 20_000
PAUSE = 0.4
"""Seconds to wait first, so that the views are drawn before the footer is thought about."""
LEAST = 0.2
"""Effects below this are called small (Cohen, Statistical Power Analysis, 1988) and not named."""


def summarize_later(rows: RowSets, checkpoint: Checkpoint = no_checkpoint) -> tuple[Selection, str]:
    """`summarize` after a pause in which a newer request can take its place."""
    for _ in range(8):
        checkpoint(0.0)
        time.sleep(PAUSE / 8)
    return summarize(rows)


def summarize(rows: RowSets) -> tuple[Selection, str]:
    """The selection, and up to three columns of the primary space that set it apart.

    Above 20,000 rows an even sample of them is looked at.
    """
    from hdvis.analysis.explain import explain_dimensions

    dataset, selection = rows.table.dataset, rows.selection
    sample = slice(None, None, max(1, rows.n // SAMPLE))
    seen = rows.selected[sample]
    if seen.all() or not seen.any():
        return selection, ""
    found = explain_dimensions(seen, dataset.vectors[sample], dataset.vector_names)
    strong = np.abs(np.nan_to_num(found.effects[:3])) >= LEAST
    names = [name for name, said in zip(found.names, strong, strict=False) if said]
    return selection, f"selection differs most in {', '.join(names)}" if names else ""
