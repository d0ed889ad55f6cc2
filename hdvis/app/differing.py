"""What a selection differs in, in a few words for the footer."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.selection import Selection

SAMPLE = 50_000
LEAST = 0.2
"""Effects below this are called small (Cohen, Statistical Power Analysis, 1988) and not named."""


def differing(masks: Any, selection: Selection, table: Any) -> tuple[Selection, str]:
    """The selection, and up to three columns of the primary space that set it apart.

    Above 50,000 rows an even sample of them is looked at.
    """
    from hdvis.analysis.explain import explain_dimensions

    dataset, mask = table.dataset, masks.get(table, selection)
    rows = slice(None, None, max(1, table.n // SAMPLE))
    seen = mask[rows]
    if seen.all() or not seen.any():
        return selection, ""
    found = explain_dimensions(seen, dataset.vectors[rows], dataset.vector_names)
    strong = np.abs(np.nan_to_num(found.effects[:3])) >= LEAST
    names = [name for name, said in zip(found.names, strong, strict=False) if said]
    return selection, f"selection differs most in {', '.join(names)}" if names else ""
