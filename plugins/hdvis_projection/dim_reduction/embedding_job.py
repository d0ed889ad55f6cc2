"""One embedding in the making, from Run to its result."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from hdvis.analysis.embedding import Embedding
from hdvis.data import Dataset
from hdvis_projection.dim_reduction.embedding_spec import EmbeddingSpec
from hdvis_projection.dim_reduction.work import Progress


@dataclass(eq=False)
class EmbeddingJob:
    """What is being made under which name, how far it is, and which embedding it began beside."""

    spec: EmbeddingSpec
    dataset: Dataset
    name: str
    before: Embedding | None
    stopped: threading.Event = field(default_factory=threading.Event)
    begun: bool = False
    progress: Progress = field(default_factory=lambda: Progress("waiting for its turn"))
    moving: Embedding | None = None

    def words(self) -> dict[str, Any]:
        """What the panel says about it."""
        progress = self.progress
        if self.stopped.is_set():
            text = "stopping at the end of this phase" if progress.done == 0 else "stopping"
            return {"text": text, "progress": progress.fraction, "stop": None}
        return {"text": progress.text, "progress": progress.fraction, "stop": "stop"}
