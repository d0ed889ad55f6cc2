"""How alike two directions are, in more than one sense, each with what chance would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis import Directions
from hdvis.analysis.directions.similarity import (
    SIMILARITIES,
    decoded_cosine,
    label_correlation,
    null_quantile,
)
from hdvis.analysis.directions.value import Units
from hdvis.errors import DataError

Array = NDArray[Any]

DECODED = "decoded pixels"
LABELS = "label correlation"
STRENGTH = 2.0
"""Standard deviations that a direction is followed before its decoded change is compared."""


@dataclass(frozen=True, eq=False)
class Panel:
    """One matrix: values (k, m) in −1..1, NaN where undefined, and the zone of chance around 0."""

    title: str
    values: Array
    chance: float = 0.0


@dataclass(frozen=True, eq=False)
class Material:
    """What measures may need: rows and columns to compare, and what lies behind them.

    `decode` takes latents (B, d), `origin` is the latent (d,) that decoded changes start from,
    `attributes` has the label values (n,) by direction name, `units` are those of angles.
    """

    rows: Directions
    columns: Directions
    similarities: Mapping[str, Callable[..., Array]]
    attributes: Mapping[str, Array]
    decode: Callable[[Array], Array] | None = None
    origin: Array | None = None
    units: Units = "σ"


def panel(measure: str, material: Material) -> Panel:
    """The matrix of `measure`: a similarity on offer, decoded pixels, or label correlation."""
    if measure == DECODED:
        return Panel(measure, _decoded(material))
    if measure == LABELS:
        return _labels(material)
    rows, columns = (part.displaced(material.units) for part in (material.rows, material.columns))
    values = material.similarities[measure](rows, columns)
    title = f"{measure} in σ" if material.units == "σ" else f"{measure}, raw"
    return Panel(title, np.asarray(values, np.float64), _chance(measure, material.rows.d))


def _chance(measure: str, d: int) -> float:
    """What 99 of 100 pairs of random directions stay below; 0 where that is not known."""
    if measure not in SIMILARITIES:
        return 0.0
    cosine = null_quantile(d)
    return float(1 - 2 * np.arccos(cosine) / np.pi) if measure == "angle" else cosine


def _decoded(material: Material) -> Array:
    if material.decode is None or material.origin is None:
        raise DataError("decoded pixels: there is no model, expected one that decodes. Add one")
    if material.rows.d != material.columns.d:
        raise DataError("decoded pixels: the spaces have different widths; compare one space")
    return decoded_cosine(
        material.decode, material.origin, _steps(material.rows), _steps(material.columns)
    )


def _steps(directions: Directions) -> Array:
    return STRENGTH * np.stack([directions.displacement(name) for name in directions.names])


def _labels(material: Material) -> Panel:
    rows = _columns_of(material.rows, material.attributes)
    columns = _columns_of(material.columns, material.attributes)
    return Panel(LABELS, label_correlation(rows, columns), 2.576 / np.sqrt(max(2, len(rows))))


def _columns_of(directions: Directions, attributes: Mapping[str, Array]) -> Array:
    """Label values (n, k); directions that no label names have NaN."""
    n = len(next(iter(attributes.values()))) if attributes else 0
    gone = np.full(n, np.nan)
    return np.stack([attributes.get(name, gone) for name in directions.names], axis=1)
