"""Directions that a person made or brought, kept between sessions; fitted ones are fitted again."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.analysis import Directions
from hdvis.analysis.directions.fields import ARRAYS
from hdvis.errors import DataError, shorten
from hdvis.state import SessionTable

MOST_NUMBERS = 500_000
"""Numbers that are kept as text; a larger dictionary is to be given again from its file."""


def directions_to_plain(directions: Directions | None, table: SessionTable) -> Any:
    """The directions that were not fitted to labels, or None when there are none, or too many."""
    if directions is None:
        return None
    own = [n for n, o in zip(directions.names, directions.origins, strict=True) if o != "fitted"]
    if not own or len(own) * directions.d > MOST_NUMBERS:
        return None
    kept = directions.select(own)
    return {
        "names": list(kept.names),
        "origins": list(kept.origins),
        "colors": list(kept.colors),
        "reasons": list(kept.reasons),
        "method": kept.method,
        "space": kept.space,
        "model": kept.model,
        **{name: _listed(getattr(kept, name)) for name in ARRAYS},
    }


def directions_from_plain(found: Any, table: SessionTable) -> Directions | None:
    """The directions that were kept, measured on the data there are now.

    Raises `DataError` for what was not kept by hdvis, or does not fit the data.
    """
    if found is None:
        return None
    try:
        arrays: dict[str, Any] = {name: np.array(found[name], np.float64) for name in ARRAYS}
        made = Directions(
            tuple(found["names"]),
            **arrays,
            reasons=tuple(found["reasons"]),
            method=found["method"],
            space=found["space"],
            model=found["model"],
            origins=tuple(found["origins"]),
            colors=tuple(map(str, found.get("colors", ()))),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"directions: got {shorten(error, 60)}, expected kept ones") from None
    vectors = table.spaces.get(made.space)
    if vectors is None:
        raise DataError(f"directions: there is no space {shorten(made.space)!r} any more")
    made.check_width(vectors.shape[1], "kept directions")
    return made.measured(vectors)


def _listed(array: np.ndarray[Any, Any]) -> list[Any]:
    """Numbers as JSON has them: None for what is not finite."""
    values = array.astype(object)
    values[~np.isfinite(array)] = None
    return list(values.tolist())
