"""The queue of decode requests: newest wins per key, sessions take turns."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from hdvis.errors import ModelError
from hdvis.models.spec import Array

BATCH = 64


@dataclass(frozen=True, eq=False)
class DecodedBatch:
    """What came of one request.

    `pixels` is uint8 (B, H, W, C) for image outputs and `values` float32 (B, *shape) for all
    others. `nonfinite` (B,) is the share of each output that was NaN or infinite; a view then
    keeps its last good picture, greyed. `stamp` never runs backwards within one key. `z` are the
    latents asked for and `latents` the same in the decoder's own space.
    """

    key: str
    stamp: int
    z: Array
    latents: Array
    pixels: Array | None
    values: Array | None
    nonfinite: Array
    milliseconds: float = 0.0
    variant: str = ""

    @property
    def good(self) -> bool:
        """Whether every number was finite."""
        return not bool(self.nonfinite.any())

    @property
    def warning(self) -> str:
        """What to write on the picture; empty when it is good."""
        share = float(self.nonfinite.mean())
        return "" if self.good else f"HDV-M9: {max(share, 0.01):.0%} non-finite"


@dataclass(eq=False)
class Request:
    """Something asked of one model: `z` to decode, or `work` to do with the adapter."""

    owner: Any
    key: str
    session: str
    future: Future[Any]
    stamp: int = 0
    z: Array | None = None
    space: str = ""
    work: Callable[[Any], Any] | None = None
    submitted: float = field(default=0.0)

    @property
    def latents(self) -> Array:
        """What is to be decoded; `ModelError` for a request to do work."""
        if self.z is None:
            raise ModelError("request: got no latents, expected some to decode")
        return self.z

    @property
    def rows(self) -> int:
        """How many latents it asks for."""
        return 0 if self.z is None else len(self.z)


class RequestQueue:
    """Waiting requests, at most one per (session, model, key); not itself thread-safe."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, OrderedDict[tuple[int, str], Request]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(waiting) for waiting in self._sessions.values())

    def put(self, request: Request) -> Request | None:
        """Queue `request`; the one of the same key that it supersedes is returned.

        The newcomer keeps the place of the one it replaces, so that a key that changes all the
        time is still served in its turn.
        """
        waiting = self._sessions.setdefault(request.session, OrderedDict())
        place = (id(request.owner), request.key)
        superseded = waiting.get(place)
        waiting[place] = request
        return superseded

    def take(self, limit: int = BATCH) -> list[Request]:
        """The next requests to answer in one batch: one model's, one session after the other."""
        batch = list(islice(self._turns(None), 1))
        if not batch or batch[0].work is not None:
            return batch
        turns = self._turns(batch[0].owner)
        while sum(request.rows for request in batch) < limit:
            more = next(turns, None)
            if more is None:
                break
            batch.append(more)
        return batch

    def drop(self, keep: Callable[[Request], bool]) -> list[Request]:
        """Remove the requests that are not to be kept, and return them."""
        dropped = []
        for waiting in self._sessions.values():
            for place, request in list(waiting.items()):
                if not keep(request):
                    dropped.append(waiting.pop(place))
        return dropped

    def waiting(self, owner: Any) -> int:
        """How many requests wait for one model."""
        return sum(
            request.owner is owner for line in self._sessions.values() for request in line.values()
        )

    def _turns(self, owner: Any) -> Iterator[Request]:
        """Pop requests, the session served longest ago first; only `owner`'s decodes if given."""
        found = True
        while found:
            found = False
            for session in list(self._sessions):
                waiting = self._sessions[session]
                if not waiting:
                    del self._sessions[session]
                    continue
                place = next((p for p, r in waiting.items() if _fits(r, owner)), None)
                if place is not None:
                    found = True
                    self._sessions.move_to_end(session)
                    yield waiting.pop(place)


def _fits(request: Request, owner: Any) -> bool:
    return owner is None or (request.owner is owner and request.work is None)
