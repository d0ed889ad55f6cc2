"""What a function asks for, and calling one for as long as its object lives."""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable


def parameters_of(work: Callable[..., object]) -> frozenset[str]:
    """The names of its parameters; none for some functions written in C, which do not tell."""
    try:
        return frozenset(inspect.signature(work).parameters)
    except ValueError:
        return frozenset()


def weakly(method: Callable[[], None]) -> Callable[[], None]:
    """`method` for as long as somebody else keeps its object."""
    known = weakref.WeakMethod(method)

    def call() -> None:
        still = known()
        if still is not None:
            still()

    return call
