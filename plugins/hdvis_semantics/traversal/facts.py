"""What an edit did besides what was asked: read by encoding its picture again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis import Directions

Array = NDArray[Any]


@dataclass(frozen=True)
class Facts:
    """`kept` is the share of the edit that encoding finds again; `leak` the attribute it moved
    most besides, by `leaked` standard deviations."""

    kept: float
    leak: str = ""
    leaked: float = 0.0


def facts(
    before: Array,
    after: Array,
    displacement: Array,
    directions: Directions | None,
    edited: set[str],
) -> Facts:
    """From the encoded original and edit, (d,) each, and the displacement (d,) asked for.

    (after − before) · δ / ‖δ‖²: 1 when the edit survives decoding and encoding. Directions in
    `edited` are no leak.
    """
    moved = np.asarray(after, np.float64) - np.asarray(before, np.float64)
    asked = np.asarray(displacement, np.float64)
    size = float(asked @ asked)
    kept = float(moved @ asked) / size if size > 0 else np.nan
    if directions is None or directions.d != moved.size:
        return Facts(kept)
    along = directions.normals @ moved / directions.deviations
    others = [
        (abs(value), name, value)
        for name, value in zip(directions.names, along.tolist(), strict=True)
        if name not in edited and np.isfinite(value)
    ]
    if not others:
        return Facts(kept)
    _, name, value = max(others)
    return Facts(kept, name, float(value))
