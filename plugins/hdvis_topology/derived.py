"""Functions that no column holds yet: density, distance, error, a direction's score."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis import Module
from hdvis.analysis.density import log_density
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Column
from hdvis.data.function import Function, sample_function
from hdvis.data.images.image_set import Images
from hdvis.errors import DataError
from hdvis.models import LatentModel
from hdvis.state import SessionTable, State

DENSITY, OUTLYING, ERROR, SCORE = (
    "log density", "distance from the middle", "reconstruction error", "score: ",
)  # fmt: skip
BATCH = 256


def offered(table: SessionTable, state: State, derived: bool = True) -> list[dict[str, str]]:
    """Numeric columns and, with `derived`, what can be worked out in this session."""
    names = [name for name in table.names if table.columns[name].kind == "numeric"]
    columns = [{"name": name, "label": name} for name in names[:400]]
    if not derived:
        return columns
    more = [DENSITY, OUTLYING]
    model, dataset = state.model, table.dataset
    if model is not None and dataset.images and model.space in dataset.spaces:
        more.append(ERROR)
    directions = getattr(state, "directions", None)
    if directions is not None and directions.space in dataset.spaces:
        more += [SCORE + name for name in directions.names]
    return columns + [{"name": name, "label": f"new: {name}"} for name in more if name not in names]


def derive(
    module: Module, name: str, function: Function, then: Callable[[Column | str], None]
) -> None:
    """Have the column `name` worked out, then `then(column)`, or why it cannot be."""
    state, table = module.state, module.table
    dataset = table.dataset
    if name == ERROR and state.model is not None:
        images = next(iter(dataset.images.values()))
        vectors = dataset.spaces[state.model.space]
        module.run(reconstruction_error, state.model, images, vectors, then=then, key="derive")
    elif name.startswith(SCORE):
        directions, label = state.directions, name.removeprefix(SCORE)
        vectors = dataset.spaces[directions.space]
        vector = directions.normals[directions.names.index(label)]
        module.run(_score, name, vectors, np.asarray(vector), then=then, key="derive")
    else:
        work = log_density if name == DENSITY else outlying
        module.run(_from_domain, work, name, function, table.columns, then=then, key="derive")


def outlying(
    domain: NDArray[np.float64], checkpoint: Checkpoint = no_checkpoint
) -> NDArray[np.float64]:
    """Mahalanobis distance (n,) from the mean: how far off the bulk of the data a row lies."""
    rows = domain[np.isfinite(domain).all(axis=1)]
    step = domain - rows.mean(axis=0)
    covariance = np.atleast_2d(np.cov(rows, rowvar=False))
    inverse = np.linalg.pinv(covariance, hermitian=True)
    squared = np.einsum("ij,jk,ik->i", step, inverse, step)
    return np.asarray(np.sqrt(np.maximum(squared, 0)))


def _from_domain(
    work: Callable[..., NDArray[np.float64]],
    name: str,
    function: Function,
    columns: Any,
    checkpoint: Checkpoint,
) -> Column | str:
    try:
        domain = sample_function(function, columns).domain
        return Column(name, work(domain, checkpoint=checkpoint))
    except DataError as error:
        return str(error)


def _score(name: str, vectors: Any, direction: NDArray[Any]) -> Column:
    unit = direction / np.linalg.norm(direction)
    return Column(name, np.asarray(vectors, np.float64) @ unit)


def reconstruction_error(
    model: LatentModel,
    images: Images,
    vectors: NDArray[np.floating],
    checkpoint: Checkpoint = no_checkpoint,
) -> Column | str:
    """Mean squared difference, in units of the full range, of each row's image and its decoding."""
    out = np.full(len(vectors), np.nan)
    rows = np.flatnonzero(np.isfinite(vectors).all(axis=1))
    for start in range(0, len(rows), BATCH):
        checkpoint(start / len(rows))
        some = rows[start : start + BATCH]
        decoded = model.render(vectors[some], space=model.space)
        given = np.stack([np.asarray(image) for image in images.get(some.tolist())])
        if decoded.shape != given.shape:
            sizes = f"{decoded.shape[1:]} and {given.shape[1:]}"
            return f"Decoded and given pictures are {sizes}: there is no error between them."
        step = (decoded.astype(np.float32) - given.astype(np.float32)) / 255
        out[some] = (step**2).mean(axis=(1, 2, 3))
    return Column(ERROR, out)
