"""The fields of a set of directions as they are kept: of one length, checked, and read-only."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.errors import DataError, shorten

Array = NDArray[Any]

ARRAYS = ("normals", "displacements", "intercepts", "lengths", "deviations", "rows")
"""The fields that have a row or a number for each direction."""
COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def checked_fields(names: tuple[str, ...], fields: Mapping[str, Any]) -> dict[str, object]:
    """What becomes of `fields`, by name: arrays float64 and read-only, text one per name.

    Raises DataError for a name that occurs twice, a shape that does not fit, and what is no colour.
    """
    if len(set(names)) != len(names):
        raise DataError("directions: a name occurs twice. Rename one of the two.")
    k, d = len(names), np.shape(fields["normals"])[-1:]
    texts = {
        "reasons": fields["reasons"],
        "origins": fields["origins"] or ("fitted",) * k,
        "colors": fields["colors"] or ("",) * k,
    }
    for name, given in texts.items():
        if len(given) != k:
            raise DataError(f"directions: {len(given)} {name} for {k} names")
    for color in filter(None, texts["colors"]):
        if not COLOR.fullmatch(color):
            raise DataError(f"colour: got {shorten(color)!r}, expected #rrggbb or nothing")
    shapes = dict.fromkeys(ARRAYS, (k,)) | {"normals": (k, *d), "displacements": (k, *d)}
    arrays = {name: _kept(name, fields[name], shape, k) for name, shape in shapes.items()}
    spread = _kept("spread", np.broadcast_to(fields["spread"], d), d, k)
    return {**texts, **arrays, "spread": spread}


def _kept(name: str, given: object, shape: tuple[int, ...], k: int) -> Array:
    """A read-only array of float64; one that is so already is not copied."""
    array = np.asarray(given, dtype=np.float64)
    if array.shape != shape:
        raise DataError(
            f"directions: got {name} of shape {array.shape} for {k} names, expected {shape}."
            " Give one per direction."
        )
    if array.flags.writeable or array.base is not None:
        array = array.copy()
    array.flags.writeable = False
    return array
