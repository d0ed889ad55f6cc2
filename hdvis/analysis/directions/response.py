"""What moving along a direction does, measured through the decoder and back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.value import Directions
from hdvis.checkpoint import Checkpoint, no_checkpoint

Array = NDArray[Any]
Answer = Callable[[Array], ArrayLike]
"""A callable from batch to batch: decode, encode or a classifier's score."""

BATCH = 64


@dataclass(frozen=True, eq=False)
class Response:
    """A score along a direction for m starting points and s strengths.

    strengths (s,), values (m, s), mean (s,); `spearman` between strength and the mean; `monotone`
    the share of points whose score never turns back; `slope` of the mean at strength 0;
    `saturation` the first strength, going the way the mean rises, where it has covered 95 % of
    its range; NaN when it is constant.
    """

    strengths: Array
    values: Array
    mean: Array
    spearman: float
    monotone: float
    slope: float
    saturation: float


def response_curve(
    decode: Answer,
    measure: Answer,
    origins: ArrayLike,
    step: ArrayLike,
    strengths: ArrayLike,
    checkpoint: Checkpoint = no_checkpoint,
) -> Response:
    """`measure(decode(z + λ step))` for each origin (m, d) and ascending strength (s,).

    `measure` takes what `decode` gives, a batch, to one number each (B,).
    """
    starts, sizes = np.atleast_2d(np.asarray(origins)), np.asarray(strengths, np.float64)
    walked = _walk(starts, np.asarray(step), sizes)
    values = _asked(lambda z: measure(np.asarray(decode(z))), walked, checkpoint)
    values = values.reshape(len(starts), len(sizes))
    mean = values.mean(axis=0)
    changes = np.diff(values, axis=1)
    turning = (changes >= 0).all(axis=1) | (changes <= 0).all(axis=1)
    moved = np.ptp(values, axis=1) > 0
    return Response(
        sizes,
        values,
        mean,
        spearman(sizes, mean),
        float(np.mean(turning & moved)),
        float(np.gradient(mean, sizes)[np.abs(sizes).argmin()]) if len(sizes) > 1 else np.nan,
        _saturation(sizes, mean),
    )


def spearman(first: ArrayLike, second: ArrayLike) -> float:
    """Rank correlation, ties averaged; NaN when either is constant."""
    from scipy.stats import rankdata

    a, b = rankdata(np.asarray(first)), rankdata(np.asarray(second))
    a, b = a - a.mean(), b - b.mean()
    size = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / size) if size > 0 else float("nan")


def _saturation(strengths: Array, mean: Array) -> float:
    span = np.ptp(mean)
    if not span > 0:
        return float("nan")
    order = slice(None) if mean[-1] >= mean[0] else slice(None, None, -1)
    reached = mean[order] >= mean.min() + 0.95 * span
    return float(strengths[order][np.argmax(reached)])


@dataclass(frozen=True, eq=False)
class Consistency:
    """How far an edit survives decoding and encoding: `moved` (s,) against `strengths` (s,).

    `slope` of the line through the origin is 1 where the encoder reads back what was written.
    """

    strengths: Array
    moved: Array
    slope: float


def edit_consistency(
    decode: Answer,
    encode: Answer,
    origins: ArrayLike,
    step: ArrayLike,
    strengths: ArrayLike,
    checkpoint: Checkpoint = no_checkpoint,
) -> Consistency:
    """Mean of (e(z + λd) − e(z))·d / ‖d‖² with e = encode(decode(·)), per strength λ."""
    starts, move = np.atleast_2d(np.asarray(origins)), np.asarray(step, np.float64)
    sizes = np.asarray(strengths, np.float64)
    walked = _walk(starts, move, np.concatenate([[0.0], sizes]))
    back = _asked(lambda z: encode(np.asarray(decode(z))), walked, checkpoint)
    along = back.reshape(len(starts), len(sizes) + 1, -1) @ move / (move @ move)
    moved = (along[:, 1:] - along[:, :1]).mean(axis=0)
    return Consistency(sizes, moved, float(sizes @ moved / (sizes @ sizes)))


def leakage(
    decode: Answer,
    encode: Answer,
    origins: ArrayLike,
    directions: Directions,
    name: str,
    strength: float = 1.0,
) -> Array:
    """How an edit along `name` moves every attribute after encoding again, (k,).

    In standard deviations of the data along each, averaged over `origins` (m, d); the place of
    `name` has the edit itself, the others what it drags along. NaN where undefined.
    """
    starts = np.atleast_2d(np.asarray(origins))
    edited = starts + strength * directions.displacement(name)

    def read(z: Array) -> Array:
        return directions.distances(np.asarray(encode(np.asarray(decode(z)))))

    both = [_asked(read, z.astype(np.float32), no_checkpoint) for z in (starts, edited)]
    with np.errstate(all="ignore"):
        return np.asarray((both[1] - both[0]).mean(axis=0) / directions.deviations)


def cycle_errors(
    decode: Answer, encode: Answer, points: ArrayLike, checkpoint: Checkpoint = no_checkpoint
) -> Array:
    """‖decode(encode(x')) − x'‖ / ‖x'‖ for x' = decode(z) of each point (m, d): (m,).

    Large where a latent leaves what the model knows.
    """

    def error(z: Array) -> Array:
        decoded = np.asarray(decode(z))
        first = decoded.astype(np.float64).reshape(len(z), -1)
        again = np.asarray(decode(np.asarray(encode(decoded))), np.float64).reshape(len(z), -1)
        size = np.linalg.norm(first, axis=1)
        return np.asarray(np.linalg.norm(again - first, axis=1) / np.where(size > 0, size, 1.0))

    return _asked(error, np.atleast_2d(np.asarray(points)).astype(np.float32), checkpoint)


def _walk(starts: Array, step: Array, strengths: Array) -> Array:
    walked = starts[:, None, :] + strengths[None, :, None] * step
    return np.asarray(walked.reshape(-1, starts.shape[1]), np.float32)


def _asked(answer: Answer, latents: Array, checkpoint: Checkpoint) -> Array:
    parts = []
    for start in range(0, len(latents), BATCH):
        checkpoint(start / len(latents))
        parts.append(np.asarray(answer(latents[start : start + BATCH]), np.float64))
    return np.concatenate(parts)
