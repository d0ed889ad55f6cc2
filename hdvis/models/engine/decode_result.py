"""What a view draws for the latents it asked to decode, good or not."""

from concurrent.futures import Future
from dataclasses import dataclass

import numpy as np

from hdvis.errors import ModelError, shorten
from hdvis.models.engine.requests import DecodedBatch
from hdvis.models.spec import Array


@dataclass(frozen=True, eq=False)
class DecodeResult:
    """The answer to one `decode`, or to 64 latents of a longer one, from latent `start` on.

    `z` (B, *shape) are the latents asked for. `pixels` is uint8 (B, H, W, C) for image outputs,
    `values` float32 (B, *shape) for others; where a decode failed they are the last good ones of
    their place, or None (draw a checkerboard). `greyed` (B,) marks those to draw greyed, and
    `message` says why: nothing else may be lost by a failure. `percentile` (B,) is the share of
    the data (or of the prior, as `whose` says) that lies nearer to the middle than the latent; NaN
    where unknown. `stamp` never runs backwards within one place.
    """

    z: Array
    pixels: Array | None
    values: Array | None
    greyed: Array
    percentile: Array
    whose: str = "data"
    message: str = ""
    stamp: int = 0
    start: int = 0
    milliseconds: float = 0.0
    variant: str = ""

    @property
    def good(self) -> bool:
        """Whether everything in it was decoded just now, all numbers finite."""
        return not self.message and not bool(self.greyed.any())

    @classmethod
    def failed(
        cls,
        z: Array,
        stamp: int,
        error: ModelError,
        start: int = 0,
        last: DecodedBatch | None = None,
    ) -> "DecodeResult":
        """Of a decode that raised: the last good pictures, greyed, where there are as many."""
        count = len(z) if z.ndim else 0
        fits = last is not None and len(last.z) == count
        return cls(
            z=z,
            pixels=last.pixels if fits and last is not None else None,
            values=last.values if fits and last is not None else None,
            greyed=np.ones(count, dtype=bool),
            percentile=np.full(count, np.nan),
            message=str(error),
            stamp=stamp,
            start=start,
        )

    @classmethod
    def answered(
        cls, decoded: DecodedBatch, start: int = 0, last: DecodedBatch | None = None
    ) -> "DecodeResult":
        """Of a decode that came back: rows with non-finite numbers keep their last picture."""
        bad = decoded.nonfinite > 0.0
        return cls(
            z=decoded.z,
            pixels=_patched(decoded.pixels, bad, None if last is None else last.pixels),
            values=_patched(decoded.values, bad, None if last is None else last.values),
            greyed=bad,
            percentile=np.full(len(decoded.z), np.nan),
            message=decoded.warning,
            stamp=decoded.stamp,
            start=start,
            milliseconds=decoded.milliseconds,
            variant=decoded.variant,
        )


def result_of(
    future: Future[DecodedBatch], z: Array, start: int, stamp: int, last: DecodedBatch | None
) -> DecodeResult:
    """What to draw of a finished request; `last` is the last good answer of its place."""
    error = future.exception()
    if error is None:
        return DecodeResult.answered(future.result(), start, last)
    known = error if isinstance(error, ModelError) else ModelError(shorten(error, 160))
    return DecodeResult.failed(z, stamp, known, start, last)


def _patched(fresh: Array | None, bad: Array, last: Array | None) -> Array | None:
    if fresh is None or last is None or last.shape != fresh.shape or not bad.any():
        return fresh
    patched = fresh.copy()
    patched[bad] = last[bad]
    return patched
