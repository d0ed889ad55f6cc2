"""The axes of a traversal: named directions, latent dimensions and random controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from hdvis.analysis import Directions
from hdvis.analysis.directions import deviations_along
from hdvis.analysis.estimators.random import random_units
from hdvis.data import Dataset
from hdvis.models import Edit, EditStack

Kind = Literal["direction", "dimension", "random"]
Scale = Literal["raw", "unit", "std", "boundary"]
SAMPLE = 20_000


@dataclass(frozen=True, eq=False)
class Axis:
    """One handle: a vector (d,) as fitted, the data's deviation along it, its hyperplane.

    `intercept` belongs to the unit vector. `layers` restricts the edit where latents have layers.
    """

    name: str
    kind: Kind
    vector: Any
    deviation: float
    intercept: float = 0.0

    def edit(
        self,
        strength: float,
        scale: Scale,
        shape: tuple[int, ...],
        layers: tuple[int, ...] | None = None,
    ) -> Edit:
        """The edit of latents of `shape` that this handle stands for."""
        vector = np.asarray(self.vector, np.float64)
        size = int(np.prod(shape))
        return Edit(
            vector.reshape(shape) if vector.size == size else vector,
            strength,
            scale,
            layers if len(shape) > 1 else None,
            intercept=self.intercept * float(np.linalg.norm(vector)),
            sigma=self.deviation,
            name=self.name,
        )


def axes_of(
    directions: Directions | None, dataset: Dataset, space: str, kinds: str, seeds: Sequence[int]
) -> dict[str, Axis]:
    """All axes by name; `kinds` is "directions", "dimensions" or "both"; a control per seed."""
    vectors = dataset.spaces[space]
    found: list[Axis] = []
    if directions is not None and kinds != "dimensions":
        found += _named(directions)
    if kinds != "directions" or directions is None:
        found += _dimensions(dataset, space)
    return {axis.name: axis for axis in (*found, *_controls(_sample(vectors), seeds))}


def _named(directions: Directions) -> list[Axis]:
    rows = zip(
        directions.names, directions.raw, directions.deviations, directions.intercepts, strict=True
    )
    return [
        Axis(name, "direction", raw, float(deviation) or 1.0, float(intercept))
        for name, raw, deviation, intercept in rows
        if np.isfinite(raw).all() and np.isfinite(deviation)
    ]


def _dimensions(dataset: Dataset, space: str) -> list[Axis]:
    sample = _sample(dataset.spaces[space])
    deviations = np.nanstd(sample, axis=0)
    means = np.nanmean(sample, axis=0)
    units = np.eye(sample.shape[1])
    return [
        Axis(name, "dimension", unit, float(deviation) or 1.0, -float(mean))
        for name, unit, deviation, mean in zip(
            dataset.space_columns[space], units, deviations, means, strict=True
        )
    ]


def _controls(sample: Any, seeds: Sequence[int]) -> list[Axis]:
    units = [random_units(1, sample.shape[1], seed)[0] for seed in seeds]
    if not units:
        return []
    finite = sample[np.isfinite(sample).all(axis=1)]
    deviations = deviations_along(finite, np.stack(units)) if len(finite) else np.ones(len(units))
    return [
        Axis(f"random {i + 1}", "random", unit, float(deviation) or 1.0)
        for i, (unit, deviation) in enumerate(zip(units, deviations, strict=True))
    ]


def _sample(vectors: Any) -> Any:
    if len(vectors) <= SAMPLE:
        return vectors
    return vectors[:: len(vectors) // SAMPLE]


def stack_of(
    axes: Mapping[str, Axis],
    strengths: Mapping[str, float],
    scale: Scale,
    shape: tuple[int, ...],
    layers: tuple[int, ...] | None = None,
) -> EditStack:
    """The edits of all handles that are not at rest, controls left out."""
    moved = [
        axes[name].edit(strength, scale, shape, layers)
        for name, strength in strengths.items()
        if name in axes and axes[name].kind != "random" and (strength or scale == "boundary")
    ]
    return EditStack(tuple(moved))


def control_of(axis: Axis, displacement: Any, strength: float | None, scale: Scale) -> Any:
    """What a control adds to a latent: its own strength, else the size of `displacement` (d,)."""
    unit = np.asarray(axis.vector) / np.linalg.norm(axis.vector)
    if strength is None:
        return unit * np.linalg.norm(displacement)
    return unit * strength * (axis.deviation if scale in ("std", "boundary") else 1.0)
