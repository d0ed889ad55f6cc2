"""Progress and cancellation as one callable that long work calls now and then."""

from collections.abc import Callable

Checkpoint = Callable[[float], None]
"""Called with the share done (0 to 1); raises `Cancelled` when the work is no longer wanted."""


def no_checkpoint(fraction: float) -> None:
    """The checkpoint of work that nobody watches."""
