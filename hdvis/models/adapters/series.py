"""The stages of one training as adapters, a few of them in memory at a time."""

import threading
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any

from cachetools import LRUCache

from hdvis.errors import ModelError, shorten
from hdvis.models.adapters.adapter import ModelAdapter


class CheckpointSeries:
    """Stage → weights, in the order given; `adapter(stage)` loads, at most `resident` stay."""

    def __init__(
        self,
        stages: Mapping[Hashable, Any],
        make: Callable[[Any], ModelAdapter],
        *,
        resident: int = 4,
    ) -> None:
        if not stages:
            raise ModelError("series: got no stages, expected {stage: path, …}", code="HDV-M7")
        self._sources = dict(stages)
        self._make, self.resident = make, max(1, resident)
        self._loaded: LRUCache[Hashable, ModelAdapter] = LRUCache(self.resident)
        self._lock = threading.Lock()

    @property
    def stages(self) -> tuple[Hashable, ...]:
        """The stages, first to last."""
        return tuple(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def adapter(self, stage: Hashable) -> ModelAdapter:
        """The adapter of one stage; raises `ModelError` for a stage that is not there."""
        with self._lock:
            if stage not in self._sources:
                known = shorten(", ".join(map(str, self._sources)))
                raise ModelError(
                    f"series: got stage {shorten(stage)!r}, expected one of {known}", code="HDV-M7"
                )
            if stage not in self._loaded:
                adapter = self._make(self._sources[stage])
                adapter.name = f"{adapter.name} at {stage}"
                self._loaded[stage] = adapter
            return self._loaded[stage]


def series(
    stages: Mapping[Any, Any], *, resident: int = 4, trust: bool = False, **hints: Any
) -> CheckpointSeries:
    """A series of paths, state dicts (with `build=…`), models, or functions that make a model.

    Hints are those of `adapt` and `load`; `resident` models stay in memory. Each stage gets a
    module of its own, so two stages can be decoded side by side.
    """

    def make(source: Any) -> ModelAdapter:
        from hdvis.models.adapters.adapt import adapt
        from hdvis.models.weights.load import adapt_weights, load

        if isinstance(source, (str, Path)):
            return load(source, trust=trust, **hints)
        if isinstance(source, Mapping):
            return adapt_weights(source, "series", **hints)
        ready = {name: value for name, value in hints.items() if name not in ("build", "builders")}
        made = source() if callable(source) and not hasattr(source, "parameters") else source
        return made if isinstance(made, ModelAdapter) else adapt(made, **ready)

    return CheckpointSeries(stages, make, resident=resident)
