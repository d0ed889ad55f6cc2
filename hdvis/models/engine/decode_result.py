"""What a view draws for the latents it asked to decode, good or not."""

from dataclasses import dataclass, replace

import numpy as np

from hdvis.errors import ModelError
from hdvis.models.engine.requests import DecodedBatch, DecodeRequest
from hdvis.models.spec import Array


@dataclass(frozen=True, eq=False)
class DecodeResult:
    """The answer to one `decode`, or to 64 latents of a longer one, from latent `start` on.

    `z` (B, *shape) are the latents asked for. `pixels` is uint8 (B, H, W, C) for image outputs,
    `values` float32 (B, *shape) for others; where a decode failed they are the last good ones of
    their place, or None (draw a checkerboard). `greyed` (B,) marks those to draw greyed, and
    `message` says why: nothing else may be lost by a failure. `percentile` (B,) is the share of
    the data (or of the prior, as `whose` says) that lies nearer to the middle than the latent; NaN
    where unknown. `error` is what made the whole decode fail.
    """

    z: Array
    pixels: Array | None
    values: Array | None
    greyed: Array
    percentile: Array
    whose: str = "data"
    message: str = ""
    error: ModelError | None = None
    start: int = 0
    milliseconds: float = 0.0
    variant: str = ""

    @property
    def rows(self) -> Array | None:
        """Pixels where outputs are images, values otherwise."""
        return self.values if self.pixels is None else self.pixels

    @property
    def good(self) -> bool:
        """Whether everything in it was decoded just now, all numbers finite."""
        return not self.message and not bool(self.greyed.any())

    @classmethod
    def of(cls, request: DecodeRequest, answer: DecodedBatch | ModelError) -> "DecodeResult":
        """What an engine answered."""
        count = len(request.z) if request.z.ndim else 0
        unknown = np.full(count, np.nan)
        if isinstance(answer, ModelError):
            return cls(
                z=request.z,
                pixels=None,
                values=None,
                greyed=np.ones(count, dtype=bool),
                percentile=unknown,
                message=str(answer),
                error=answer,
                start=request.start,
            )
        return cls(
            z=request.z,
            pixels=answer.pixels,
            values=answer.values,
            greyed=answer.nonfinite > 0.0,
            percentile=unknown,
            message=answer.warning,
            start=request.start,
            milliseconds=answer.milliseconds,
            variant=answer.variant,
        )

    def over(self, last: "DecodeResult | None") -> "DecodeResult":
        """With the pictures of `last`, the last good result of the place, where this has none."""
        if last is None or self.good or len(last.greyed) != len(self.greyed):
            return self
        return replace(
            self,
            pixels=_patched(self.pixels, self.greyed, last.pixels),
            values=_patched(self.values, self.greyed, last.values),
        )


def _patched(fresh: Array | None, bad: Array, last: Array | None) -> Array | None:
    if fresh is None or last is None or last.shape != fresh.shape:
        return last if fresh is None else fresh
    patched = fresh.copy()
    patched[bad] = last[bad]
    return patched
