"""What a new session starts from: the dataset and the shared values of its app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hdvis.data import Dataset


@dataclass(frozen=True)
class AppData:
    """Read-only while sessions run, or replaced whole."""

    dataset: Dataset | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
