"""What a session's jobs ask of a model: decoding and encoding, several requests in one call."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hdvis.errors import ModelError, shorten
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.engine.decode_result import DecodeResult
from hdvis.models.engine.engine import Engine
from hdvis.models.engine.requests import DecodedBatch, DecodeRequest
from hdvis.models.latent_distribution import LatentDistribution
from hdvis.models.pixels import model_inputs
from hdvis.models.spec import Array, Posterior

TILE = 64
PATIENCE = 12.0
"""How many times as long as decoding encoding may take: projectors do it in many steps."""


class Decoding:
    """Latents in, pictures out, and how far from the data they lie."""

    limit = TILE

    def __init__(self, engine: Engine, distribution: Callable[[], LatentDistribution]) -> None:
        self._engine, self._distribution = engine, distribution
        self.timeout = engine.timeout
        self._size = 0

    def size(self, request: DecodeRequest) -> int:
        """How many latents it asks for."""
        return len(request.z) if request.z.ndim else 1

    def answer(self, requests: Sequence[DecodeRequest]) -> list[DecodeResult]:
        """One result for each request, all decoded together."""
        self._size = sum(map(self.size, requests))
        answers = self._engine.decode(requests)
        return [self._result(*pair) for pair in zip(requests, answers, strict=True)]

    def timed_out(self, request: DecodeRequest, seconds: float) -> DecodeResult:
        """The model hangs: it is paused, and the picture greyed."""
        return DecodeResult.of(request, self._engine.hung(seconds))

    def spare_time(self) -> Iterator[None] | None:
        """Find the fastest way to decode as many latents as were asked for."""
        return self._engine.unmeasured(self._size)

    def _result(self, request: DecodeRequest, answer: DecodedBatch | ModelError) -> DecodeResult:
        result = DecodeResult.of(request, answer)
        if isinstance(answer, ModelError):
            return result
        distribution = self._distribution()
        share = distribution.percentile(answer.latents)
        return replace(result, percentile=share, whose=distribution.whose)


@dataclass(frozen=True, eq=False)
class EncodeResult:
    """Latents of pictures, `mean` and `logvar` (B, *shape), or the `error` why there are none.

    `logvar` is None for a deterministic encoder.
    """

    mean: Array | None = None
    logvar: Array | None = None
    error: ModelError | None = None


class Encoding:
    """Pictures in, latents out."""

    limit = 1

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.timeout = PATIENCE * engine.timeout

    def size(self, images: Array) -> int:
        """One call each."""
        return 1

    def answer(self, requests: Sequence[Array]) -> list[EncodeResult]:
        """The latents of each batch of images (B, H, W[, C]) uint8."""
        return [self._result(images) for images in requests]

    def timed_out(self, images: Array, seconds: float) -> EncodeResult:
        """The model hangs: it is paused."""
        return EncodeResult(error=self._engine.hung(seconds))

    def spare_time(self) -> Iterator[None] | None:
        """There is one way to encode."""
        return None

    def _result(self, images: Array) -> EncodeResult:
        try:
            posterior = encode(self._engine.adapter, images)
        except ModelError as error:
            return EncodeResult(error=error)
        return EncodeResult(posterior.mean, posterior.logvar)


def encode(adapter: ModelAdapter, images: Array) -> Posterior:
    """The posterior of images (B, H, W[, C]) uint8, or of inputs in the model's own form.

    Raises `ModelError`: HDV-M10 without an encoder, HDV-M11 when it raises.
    """
    if "encode" not in adapter.capabilities:
        raise ModelError(adapter.why_not("encode"), code="HDV-M10")
    shape = getattr(adapter, "input_shape", None)
    try:
        return adapter.encode(model_inputs(np.asarray(images), adapter.output, shape))
    except ModelError:
        raise
    except (Exception, SystemExit) as error:
        raise ModelError(
            f"{adapter.name}: encoder raised {type(error).__name__} for images {images.shape}: "
            f"{shorten(error, 120)}. Pass input_shape=… when attaching it, or encode=None",
            code="HDV-M11",
        ) from None
