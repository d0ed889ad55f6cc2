"""The engine: latents in, pictures out, off the page's thread and never stale."""

import itertools
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import ModelError, shorten
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.engine import futures
from hdvis.models.engine.backends import Backend, Measured, backend_for
from hdvis.models.engine.breaker import Breaker
from hdvis.models.engine.cache import ByteCache
from hdvis.models.engine.decoding import Decoding
from hdvis.models.engine.encoding import Encoded, Encoding
from hdvis.models.engine.requests import DecodedBatch, Request
from hdvis.models.engine.statistics import Clock, Statistics
from hdvis.models.engine.worker import BackgroundTask, Worker, shared_worker

Answer = TypeVar("Answer")


class Engine:
    """Decodes for one adapter on one device; shared by all sessions that use the model.

    All engines of one device share its worker thread; one with a `timeout` of its own, or a
    `worker`, does not. Futures are answered on the worker's thread: `LatentModel` brings results
    to the page's.
    """

    def __init__(
        self,
        adapter: ModelAdapter,
        *,
        device: str = "auto",
        worker: Worker | None = None,
        deterministic: bool = False,
        cache_bytes: int = 256 * 1024 * 1024,
        timeout: float | None = None,
        explore: bool = True,
    ) -> None:
        """`device` is auto, cpu, cuda, xpu or mps; `explore=False` leaves out the variants."""
        self.adapter = adapter
        self.messages: list[str] = list(adapter.warnings)
        self.backend: Backend = backend_for(
            adapter, device, deterministic=deterministic, explore=explore, messages=self.messages
        )
        self._own_worker = timeout is not None and worker is None
        own = Worker(timeout=timeout) if timeout is not None else None
        self.worker = worker or own or shared_worker(self.backend.device)
        steady = not any("HDV-M15" in warning for warning in adapter.warnings)
        self.cache = ByteCache(cache_bytes if steady else 0)
        self.breaker = Breaker()
        self._clock = Clock()
        self._decoding = Decoding(adapter, self.backend, self.cache)
        self._lock = threading.Lock()
        self._count = itertools.count(1)
        self._newest: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._last: OrderedDict[tuple[str, str], DecodedBatch] = OrderedDict()

    def submit(
        self, key: str, z: Any, *, session: str = "", stamp: int | None = None, space: str = ""
    ) -> Future[DecodedBatch]:
        """Decode `z` (B, *shape), or one latent (*shape,), of `space`.

        The newest request per (session, key) wins: the future of one that had not started is
        cancelled, and frames of one key arrive in the order they were asked for. `stamp` defaults
        to a running number; one older than the key's newest is cancelled at once.
        """
        future: Future[DecodedBatch] = Future()
        try:
            self.breaker.check(self.adapter.name)
            latents = self.adapter.space(space).batch(z)
        except ModelError as error:
            future.set_exception(error)
            return future
        with self._lock:
            number = next(self._count) if stamp is None else stamp
            if number < self._newest.get((session, key), number):
                future.cancel()
                self._clock.dropped += 1
                return future
            self._remember(self._newest, (session, key), number)
            request = Request(
                self, key, session, future, number, latents, space, submitted=time.perf_counter()
            )
            superseded = self.worker.submit(request)
        self._cancel(superseded)
        return future

    def run(
        self, work: Callable[[ModelAdapter], Answer], *, key: str = "", session: str = ""
    ) -> Future[Answer]:
        """Call `work(adapter)` on the worker's thread; the newest per key wins, if named."""
        future: Future[Answer] = Future()
        name = f"work/{key or next(self._count)}"
        self._cancel(self.worker.submit(Request(self, name, session, future, work=work)))
        return future

    def encode_all(
        self,
        images: Any,
        checkpoint: Checkpoint = no_checkpoint,
        *,
        cache: str | Path | None = None,
        fingerprint: str = "",
        chunk: int = 256,
        split: str = "all",
    ) -> Future[Encoded]:
        """Encode all `images` in the worker's spare time.

        `images` is an array (n, …), uint8 or in the model's own form, or anything with `n` and
        `get(rows)`. With a `cache` folder the latents are kept by content (model, data and
        `split`) and an interrupted run goes on where it stopped; `fingerprint` names the data
        when it is not an array. `checkpoint` is called on the worker's thread and may raise
        `Cancelled`.
        """
        future: Future[Encoded] = Future()
        if "encode" not in self.adapter.capabilities:
            future.set_exception(ModelError(self.adapter.why_not("encode"), code="HDV-M10"))
            return future
        encoding = Encoding(self.adapter, images, cache, fingerprint, chunk, split)
        steps = futures.settled(encoding.steps(checkpoint), future)
        self.worker.background(
            BackgroundTask(self, steps, lambda error: futures.fail(future, error))
        )
        return future

    def last(self, key: str, session: str = "") -> DecodedBatch | None:
        """The key's last good picture, to be shown greyed while there is no better one."""
        return self._last.get((session, key))

    def retry(self) -> None:
        """Close the breaker: the model is asked again."""
        self.breaker.reset()

    def refresh(self) -> None:
        """The model's weights have changed: forget decoded pictures and derived modules."""
        self.run(lambda adapter: self._decoding.refresh(), key="refresh").result()

    def forget(self, session: str) -> None:
        """A session has gone: cancel what it waits for and drop what was kept for it."""
        for request in self.worker.drop(lambda r: r.owner is not self or r.session != session):
            request.future.cancel()
        with self._lock:
            for kept in (self._newest, self._last):
                for place in [place for place in kept if place[0] == session]:
                    kept.pop(place, None)

    @property
    def variants(self) -> list[Measured]:
        """The table of variants measured so far, by batch bucket."""
        return list(self.backend.measured)

    def statistics(self) -> Statistics:
        """Decode time, queue, drops and hits, for the panel that shows them on request."""
        return self._clock.statistics(
            device=self.backend.device,
            queue=self.worker.waiting(self),
            hits=self.cache.hits,
            misses=self.cache.misses,
            largest_batch=self._decoding.ceiling.batch,
            paused=self.breaker.open,
            lost_workers=self.worker.lost,
        )

    def close(self) -> None:
        """Cancel what waits; end what is the engine's own, and what the adapter holds."""
        self.worker.abandon(self)
        self.adapter.close()
        if self._own_worker:
            self.worker.close()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def answer(self, requests: list[Request]) -> None:
        """Answer requests that were taken together; called by the worker."""
        if requests[0].work is not None:
            futures.resolve(requests[0].future, requests[0].work, self.adapter)
            return
        try:
            answers = self._decoding.answers(requests)
        except BaseException as error:
            self._one_by_one(requests, error)
            return
        if _given_up(requests):
            return
        self.breaker.succeeded()
        for request, answer in zip(requests, answers, strict=True):
            self._deliver(request, answer)
        steps = self.backend.unmeasured(sum(r.rows for r in requests))
        if steps is not None:
            self.worker.background(BackgroundTask(self, steps, lambda error: None))

    def lost(self, requests: list[Request], seconds: float) -> None:
        """The worker hung on these requests; called by its watchdog."""
        error = ModelError(
            f"{self.adapter.name}: no answer within {seconds:g} s; it is paused and its worker "
            "given up, which cannot be ended. Press Retry, or attach it as a ProcessAdapter: a "
            "process can be ended",
            code="HDV-M13",
        )
        self.breaker.trip(error)
        for request in requests:
            futures.fail(request.future, error)

    def _one_by_one(self, requests: list[Request], error: BaseException) -> None:
        """One bad latent must not cost its neighbours their pictures."""
        if _given_up(requests):
            return
        if len(requests) > 1:
            for request in requests:
                self.answer([request])
            return
        told = self._told(error)
        self.breaker.failed(told)
        futures.fail(requests[0].future, told)

    def _told(self, error: BaseException) -> ModelError:
        if isinstance(error, ModelError):
            return error
        code = "HDV-M19" if isinstance(error, SystemExit) else "HDV-M11"
        text = f"{self.adapter.name}: decoder raised {type(error).__name__}: {shorten(error, 160)}"
        return ModelError(f"{text}. The last good picture stays; move on or retry", code=code)

    def _deliver(self, request: Request, answer: DecodedBatch) -> None:
        self._clock.note(answer, request.submitted)
        if answer.good:
            with self._lock:
                self._remember(self._last, (request.session, request.key), answer)
        futures.answer(request.future, answer)

    def _cancel(self, superseded: Request | None) -> None:
        if superseded is not None:
            superseded.future.cancel()
            self._clock.dropped += 1

    @staticmethod
    def _remember(kept: OrderedDict[Any, Any], place: Any, value: Any, limit: int = 1024) -> None:
        kept[place] = value
        kept.move_to_end(place)
        if len(kept) > limit:
            kept.popitem(last=False)


def _given_up(requests: list[Request]) -> bool:
    """Whether the watchdog has answered for a worker that came back after all."""
    return all(request.future.done() for request in requests)
