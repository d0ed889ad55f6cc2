"""Work that answers several requests in one call, and ordinary work as the case of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, Protocol, TypeVar

Request = TypeVar("Request", contravariant=True)
Answer = TypeVar("Answer", covariant=True)


class Batched(Protocol[Request, Answer]):
    """What a pool asks of such work; requests that wait for it at once are taken together.

    `limit` bounds the sum of their sizes, and `timeout` is how many seconds a call may take before
    its thread is given up, None for as long as it likes.
    """

    @property
    def limit(self) -> int: ...

    @property
    def timeout(self) -> float | None: ...

    def size(self, request: Request) -> int:
        """How much of the limit `request` takes."""

    def answer(self, requests: Sequence[Request]) -> Sequence[Answer]:
        """One answer for each request, in order; called on a pool's thread."""

    def timed_out(self, request: Request, seconds: float) -> Answer:
        """The answer to one that took longer than `seconds`; called on another thread."""

    def spare_time(self) -> Iterator[None] | None:
        """Steps to be taken while nobody asks for anything, or None."""


class Alone(Generic[Answer]):
    """Calls each request by itself, however long it takes."""

    limit = 1
    timeout = None

    def size(self, request: Callable[[], Any]) -> int:
        """As much as there is: nothing else is taken with it."""
        return self.limit

    def answer(self, requests: Sequence[Callable[[], Any]]) -> Sequence[Any]:
        """What each gives; there is one."""
        return [request() for request in requests]

    def timed_out(self, request: Callable[[], Any], seconds: float) -> Any:
        """Never asked for."""

    def spare_time(self) -> Iterator[None] | None:
        """Nothing is left over."""
        return None


ALONE: Batched[Callable[[], Any], Any] = Alone()
