"""Small values that slots hold and that have no better home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from hdvis.data import Function


@dataclass(frozen=True, eq=False)
class NamedView:
    """A linear projection by name: a (d, 2) matrix over the columns of a space."""

    name: str
    space: str
    matrix: npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class DrawnPath:
    """A path drawn over two columns: points (k, 2) in their units."""

    x: str
    y: str
    points: npt.NDArray[Any]


__all__ = ["DrawnPath", "Function", "NamedView"]
