"""Futures answered once, whatever became of them meanwhile."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any, TypeVar

from hdvis.errors import Cancelled

Answer = TypeVar("Answer")


def answer(future: Future[Answer], value: Answer) -> None:
    """Set `value`, unless the future was cancelled or given up first."""
    with suppress(InvalidStateError):
        future.set_result(value)


def fail(future: Future[Any], error: BaseException) -> None:
    """Set `error` without its traceback, which would keep the batch's tensors alive."""
    if isinstance(error, Cancelled):
        future.cancel()
        return
    with suppress(InvalidStateError):
        future.set_exception(error.with_traceback(None))


def resolve(future: Future[Answer], work: Callable[..., Answer], *args: Any) -> None:
    """Set what `work(*args)` gives or raises."""
    try:
        value = work(*args)
    except BaseException as error:
        fail(future, error)
    else:
        answer(future, value)


def settled(steps: Iterator[Answer | None], future: Future[Answer]) -> Iterator[None]:
    """Pass the steps on until the future is cancelled; their last value answers it."""
    try:
        for result in steps:
            if future.cancelled():
                return
            if result is not None:
                answer(future, result)
            yield
    except Exception as error:
        fail(future, error)
