"""The one thing looked at: a row, or a free point of a latent space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class Focus:
    """A row index, or a free latent point `(d,)` of the named space; row 0 is a row like any other.

    A free point may remember the row it started from.
    """

    row: int | None = None
    point: npt.NDArray[Any] | None = None
    space: str = ""

    @property
    def is_free(self) -> bool:
        """Whether the focus is a latent point rather than a row as it stands."""
        return self.point is not None
