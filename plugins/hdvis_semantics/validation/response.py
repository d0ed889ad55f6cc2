"""What moving along a direction does to pictures, measured through the model and back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis import Directions
from hdvis.analysis.directions.estimators.random import random_units
from hdvis.analysis.directions.response import (
    Consistency,
    Response,
    cycle_errors,
    edit_consistency,
    leakage,
    response_curve,
)
from hdvis.analysis.image_classifier import ImageClassifier, image_classifier
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Dataset
from hdvis.errors import DataError
from hdvis.models import LatentModel
from hdvis_semantics.attributes import attributes_of

Array = NDArray[Any]

STEPS = 9
PICTURES = 1_000
"""Pictures that the reader learns from."""
LARGEST = 128
"""Their longer side at most."""


@dataclass(frozen=True, eq=False)
class ResponsePlan:
    """Who reads the pictures, how far in σ a direction is followed, and from how many rows."""

    reader: str = "pictures"
    reach: float = 4.0
    rows: int = 16


@dataclass(frozen=True, eq=False)
class DirectionResponse:
    """What came of it; parts that could not be had are None, and `why_not` says why.

    `read` is what the response is made of, `control` the same along a random direction of equal
    length, `leaks` the attributes moved most besides by an edit of one σ, in σ, and `cycle` the
    cycle error at rest and at full reach.
    """

    read: str = ""
    response: Response | None = None
    control: Response | None = None
    consistency: Consistency | None = None
    leaks: tuple[tuple[str, float], ...] = ()
    cycle: tuple[float, float] = (np.nan, np.nan)
    why_not: str = ""


def direction_response(
    model: LatentModel,
    dataset: Dataset,
    directions: Directions,
    name: str,
    plan: ResponsePlan,
    checkpoint: Checkpoint = no_checkpoint,
) -> DirectionResponse:
    """The response along the direction called `name`; for a pool, once for all sessions."""

    def make() -> DirectionResponse:
        return _walk(model, dataset, directions, name, plan, checkpoint)

    ways = hashlib.sha1(
        directions.normals.tobytes() + directions.displacements.tobytes(), usedforsecurity=False
    ).digest()
    about = (model.adapter.fingerprint(), plan.reader, plan.reach, plan.rows)
    return dataset.derived(("walk", directions.space, name, ways, *about), make)


def _walk(
    model: LatentModel,
    dataset: Dataset,
    directions: Directions,
    name: str,
    plan: ResponsePlan,
    checkpoint: Checkpoint,
) -> DirectionResponse:
    step = directions.displacement(name)
    if not np.isfinite(step).all() or not step.any():
        return DirectionResponse(
            why_not=directions.reasons[directions.index(name)] or "it has no length"
        )
    starts = _starts(dataset.spaces[directions.space], plan.rows)
    strengths = np.linspace(-plan.reach, plan.reach, STEPS)
    measure, read, why_not = _measure(model, dataset, directions, name, plan.reader)
    checkpoint(0.2)
    found = DirectionResponse(read=read, why_not=why_not)
    if measure is not None:
        unit = random_units(1, directions.d, 1)[0]
        other = unit * np.linalg.norm(step)
        found = replace(
            found,
            response=response_curve(model.render, measure, starts, step, strengths),
            control=response_curve(model.render, measure, starts, other, strengths),
        )
    checkpoint(0.6)
    lacks = _lacks(model)
    return replace(found, why_not=found.why_not or lacks) if lacks else _back(
        found, model, directions, name, starts, strengths, checkpoint
    )  # fmt: skip


def _back(
    found: DirectionResponse,
    model: LatentModel,
    directions: Directions,
    name: str,
    starts: Array,
    strengths: Array,
    checkpoint: Checkpoint,
) -> DirectionResponse:
    """With what encoding finds again."""
    through, step = (model.render, model.read), directions.displacement(name)
    consistency = edit_consistency(*through, starts, step, strengths[strengths != 0])
    checkpoint(0.8)
    leaks = leakage(*through, starts, directions, name)
    most = sorted(
        (-abs(value), other, value)
        for other, value in zip(directions.names, leaks.tolist(), strict=True)
        if other != name and np.isfinite(value)
    )
    checkpoint(0.9)
    errors = [
        float(np.median(cycle_errors(*through, starts + strength * step)))
        for strength in (0.0, strengths[-1])
    ]
    return replace(
        found,
        consistency=consistency,
        leaks=tuple((other, value) for _, other, value in most[:5]),
        cycle=(errors[0], errors[1]),
    )


def _starts(vectors: Array, count: int) -> Array:
    draw = np.random.default_rng(0)
    rows = draw.permutation(len(vectors))[: 20 * count]
    sample = vectors[rows]
    return np.asarray(sample[np.isfinite(sample).all(axis=1)][:count], np.float64)


def _lacks(model: LatentModel) -> str:
    """Why pictures cannot be encoded by the hundred; empty when they can."""
    why = str(model.why_not("encode"))
    return why or ("" if model.can_at_once("encode") else f"{model.name} encodes too slowly")


Measured = tuple[Callable[[Array], Array] | None, str, str]


def _measure(
    model: LatentModel, dataset: Dataset, directions: Directions, name: str, reader: str
) -> Measured:
    """Pictures to numbers, what these are, and why they are not what was asked for."""
    why = ""
    if reader == "pictures":
        try:
            made = reader_of(dataset, name, model.output.kind)
            return made, f"how likely {name}, read from pictures (AUC {made.auc:.2f})", ""
        except DataError as error:
            why = error.message
    if _lacks(model):
        return None, "", why or _lacks(model)
    one = directions.select([name])

    def along(outputs: Array) -> Array:
        return np.asarray(one.distances(model.read(outputs))[:, 0] / one.deviations[0])

    return along, f"{name} in σ, read by the encoder", why


def reader_of(dataset: Dataset, name: str, kind: str) -> ImageClassifier:
    """The reader of the label called `name`, learnt once; DataError where there can be none."""
    if kind != "image" or not dataset.images:
        raise DataError("the reader of pictures needs images, of the rows and of the model")

    def make() -> ImageClassifier:
        attributes, _ = attributes_of(dataset.labels)
        if name not in attributes:
            raise DataError(f"no label is called {name}, so no reader of pictures can learn it")
        rows = np.sort(np.random.default_rng(0).permutation(dataset.n)[:PICTURES])
        images = next(iter(dataset.images.values()))
        small = images.shape is not None and max(images.shape[:2]) <= LARGEST
        pictures = images.get(rows) if small else images.thumbnails(rows, LARGEST)
        return image_classifier(pictures, attributes[name][rows])

    return dataset.derived(("picture reader", name), make)
