"""Slow work for a view or a service: guarded, cancellable, the newest request per key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from hdvis.data import Dataset
from hdvis.errors import ModelError, reraise_interrupt
from hdvis.jobs import Batched, Jobs
from hdvis.state import State

if TYPE_CHECKING:
    from hdvis.models import DecodeResult, EncodeResult, LatentModel

Request = TypeVar("Request")
Answer = TypeVar("Answer")


class Worker:
    """Whoever has slow work under an id of its own; what fails, fails it alone."""

    state: State
    jobs: Jobs
    id: str
    _decoded: dict[tuple[str, int], DecodeResult]

    @property
    def is_retired(self) -> bool:
        """Whether nobody waits for its answers any more."""
        raise NotImplementedError

    @property
    def dataset(self) -> Dataset:
        """The rows on the table. Raises `DataError` when there are none."""
        return self.state.table.dataset

    @property
    def model(self) -> LatentModel:
        """What decodes. Raises `ModelError` when there is nothing."""
        if self.state.model is None:
            raise ModelError('model: got none yet, expected one. Name it in needs = ("model",)')
        return self.state.model

    def fail(self, error: BaseException) -> None:
        """Say that something of its own failed."""
        raise NotImplementedError

    def run(
        self,
        work: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None] | None = None,
        key: str = "",
        pool: str = "cpu",
        partly: Callable[[Any], None] | None = None,
    ) -> None:
        """Do slow work off the document thread, then `then(result)` on it.

        The newest request per key wins. Work gets arrays, not the state; if it takes a
        `checkpoint`, it can report progress and be stopped; if it takes `show`, it can bring
        what it has so far to `partly`, which misses some when the page is busy.
        """
        name = f"{self.id}/{key or getattr(work, '__name__', 'work')}"
        self.jobs.run(
            work,
            *args,
            then=self.guard(then) if then else None,
            key=name,
            pool=pool,
            failed=self.fail,
            partly=self.guard(partly) if partly else None,
        )

    def decode(
        self,
        z: Any,
        *,
        then: Callable[[DecodeResult], None],
        key: str = "decode",
        space: str = "",
    ) -> None:
        """Have the model decode latents `z` (B, d), then `then(result)` on the document thread.

        The newest request per key wins, and no answer is overtaken by an older one. More than 64
        latents are answered 64 at a time. A failed decode is a result too, with the last good
        pictures of its key, greyed.
        """
        model = self.model

        def home(result: DecodeResult) -> None:
            place = (key, result.start)
            if result.good:
                self._decoded[place] = result
            then(result.over(self._decoded.get(place)))

        self._ask_model(model.decoding, model.requests(z, space), home, key)

    def encode(
        self, images: Any, *, then: Callable[[EncodeResult], None], key: str = "encode"
    ) -> None:
        """Have the model encode a few images, uint8 (B, H, W[, C]), then `then(result)`.

        The newest request per key wins. A failure is a result too, with its error.
        """
        self._ask_model(self.model.encoding, [np.array(images)], then, key)

    def _ask_model(
        self,
        work: Batched[Request, Answer],
        requests: Sequence[Request],
        then: Callable[[Answer], None],
        key: str,
    ) -> None:
        self.jobs.ask(
            work,
            requests,
            then=self.guard(then),
            key=f"{self.id}/{key}",
            pool=self.model.pool,
            failed=self.fail,
        )

    def cancel(self, key: str) -> None:
        """Stop the work under `key`."""
        self.jobs.cancel(f"{self.id}/{key}")

    def guard(self, callback: Callable[..., Any]) -> Callable[..., Any]:
        """`callback` so that its exception shows as a failure of its owner alone."""

        @wraps(callback)
        def call(*args: Any, **kwargs: Any) -> Any:
            if self.is_retired:
                return None
            try:
                return callback(*args, **kwargs)
            except BaseException as error:
                reraise_interrupt(error)
                self.fail(error)
                return None

        return call
