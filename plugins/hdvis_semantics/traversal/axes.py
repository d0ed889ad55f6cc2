"""The axes of a traversal: named directions, latent dimensions and random controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis import Directions
from hdvis.analysis.directions.estimators.random import random_units
from hdvis.analysis.directions.spread import deviations_along
from hdvis.data import Dataset
from hdvis.models import Edit, EditStack

Array = NDArray[Any]

Kind = Literal["direction", "dimension", "random"]
Scale = Literal["raw", "unit", "std", "boundary"]
SAMPLE = 20_000


@dataclass(frozen=True, eq=False)
class Axis:
    """One handle: a vector (d,) as fitted, the data's deviation along it, its hyperplane.

    `intercept` belongs to the unit vector. `step` (d,) is what one standard deviation adds; None
    stands for `deviation` along the vector.
    """

    name: str
    kind: Kind
    vector: Array
    deviation: float
    intercept: float = 0.0
    step: Array | None = None

    def edit(
        self,
        strength: float,
        scale: Scale,
        shape: tuple[int, ...],
        layers: tuple[int, ...] | None = None,
    ) -> Edit:
        """The edit of latents of `shape` that this handle stands for."""
        vector, normal, sigma = np.asarray(self.vector, np.float64), None, self.deviation
        intercept = self.intercept * float(np.linalg.norm(vector))
        if scale in ("std", "boundary") and self.step is not None:
            vector, normal, sigma = self.step, vector, float(np.linalg.norm(self.step))
        size = int(np.prod(shape))
        whole = vector.size == size
        return Edit(
            vector.reshape(shape) if whole else vector,
            strength,
            scale,
            layers if len(shape) > 1 else None,
            intercept=intercept,
            sigma=sigma,
            name=self.name,
            normal=normal.reshape(shape) if whole and normal is not None else normal,
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
        Axis(
            name,
            "direction",
            raw,
            float(deviation) or 1.0,
            float(intercept),
            _step(directions, name),
        )
        for name, raw, deviation, intercept in rows
        if np.isfinite(raw).all() and np.isfinite(deviation)
    ]


def _step(directions: Directions, name: str) -> Array | None:
    """What one standard deviation adds to a latent, or None where it would add nothing."""
    step = directions.displacement(name)
    return step if np.isfinite(step).all() and step.any() else None


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


def _controls(sample: Array, seeds: Sequence[int]) -> list[Axis]:
    units = [random_units(1, sample.shape[1], seed)[0] for seed in seeds]
    if not units:
        return []
    finite = sample[np.isfinite(sample).all(axis=1)]
    deviations = deviations_along(finite, np.stack(units)) if len(finite) else np.ones(len(units))
    return [
        Axis(f"random {i + 1}", "random", unit, float(deviation) or 1.0)
        for i, (unit, deviation) in enumerate(zip(units, deviations, strict=True))
    ]


def _sample(vectors: Array) -> Array:
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


@dataclass(frozen=True)
class Fair:
    """What makes a control comparable: the scale, the layers, and the size of a raw direction."""

    scale: Scale
    layers: tuple[int, ...] | None = None
    length: float = 1.0

    def unit(self, axis: Axis, shape: tuple[int, ...]) -> Array:
        """The control's unit vector (d,), zero outside the layers that are edited."""
        vector = np.asarray(axis.vector, np.float64).reshape(shape)
        if self.layers is not None and len(shape) > 1:
            kept = np.zeros(shape)
            kept[list(self.layers)] = vector[list(self.layers)]
            vector = kept
        return vector.reshape(-1) / (np.linalg.norm(vector) or 1.0)

    def step(self, axis: Axis) -> float:
        """How far a strength of one moves the latent."""
        return {"raw": self.length, "unit": 1.0}.get(self.scale, axis.deviation)


def control_of(
    axis: Axis, displacement: Array, strength: float | None, fair: Fair, shape: tuple[int, ...]
) -> Array:
    """What a control adds to a latent (d,): its own strength, else the size of `displacement`."""
    unit = fair.unit(axis, shape)
    size = np.linalg.norm(displacement) if strength is None else strength * fair.step(axis)
    return unit * size


def resting(
    axes: Mapping[str, Axis], start: Array, displacement: Array, fair: Fair
) -> dict[str, float]:
    """Where handles stand that nobody moved, those at 0 left out.

    A control is as far out as the edit is long; where strengths are distances from a hyperplane, a
    direction stands at the distance of the latent `start` (d,).
    """
    size, found = float(np.linalg.norm(displacement)), {}
    for axis in axes.values():
        if axis.kind == "random":
            found[axis.name] = size / (fair.step(axis) or 1.0)
        elif fair.scale == "boundary" and np.size(axis.vector) == start.size:
            vector = np.asarray(axis.vector, np.float64).reshape(-1)
            found[axis.name] = float(start @ vector / np.linalg.norm(vector)) + axis.intercept
    return {name: value for name, value in found.items() if value}


def layers_of(text: str) -> tuple[int, ...] | None:
    """Layer numbers from "0-2, 5"; None when the text is empty or names none."""
    found: list[int] = []
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first.isdecimal() and (not last or last.isdecimal()):
            found += range(int(first), min(int(last or first), int(first) + 63) + 1)
    return tuple(dict.fromkeys(found[:64])) or None
