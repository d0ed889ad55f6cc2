"""The one way a kernel is compiled: without the interpreter lock, and kept on disk."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import ArrayLike, DTypeLike, NDArray

import hdvis.accel.compiling  # noqa: F401 - counts from the first kernel on
from hdvis.accel.kernel_folder import kernels_can_be_kept

F = TypeVar("F", bound=Callable[..., Any])

KEPT = kernels_can_be_kept()

kernel = cast(Callable[[F], F], njit(nogil=True, cache=KEPT))
"""Decorator of every numba kernel in this package."""

inlined = cast(Callable[[F], F], njit(inline="always"))
"""Decorator of a part that several kernels share; a call would cost more than what it does."""

fast_kernel = cast(Callable[[F], F], njit(nogil=True, cache=KEPT, fastmath={"contract", "nsz"}))
"""`kernel` for sums whose rounding may vary; NaN keeps its meaning."""

loose_kernel = cast(Callable[[F], F], njit(nogil=True, cache=KEPT, fastmath=True))
"""`kernel` for finite numbers, whose sums may be re-ordered: a distance then runs on vectors."""


def fixed(array: ArrayLike, dtype: DTypeLike | None = None) -> NDArray[Any]:
    """`array` as a contiguous read-only view, of `dtype` when given.

    numba compiles a kernel again for each kind of array it meets; inputs passed through here are
    always of the one kind that `warm` compiled.
    """
    view = np.ascontiguousarray(array, dtype=dtype).view()
    view.flags.writeable = False
    return view
