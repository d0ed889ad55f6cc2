"""What the engine did lately, as numbers to show."""

import time
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from hdvis.models.engine.requests import DecodedBatch


@dataclass(frozen=True)
class Statistics:
    """Times in milliseconds over the last 256 answers; counts since the engine was made."""

    device: str
    variant: str
    decode_median: float
    decode_p95: float
    wait_median: float
    answered: int
    rows: int
    dropped: int
    queue: int
    hits: int
    misses: int
    largest_batch: int
    paused: bool
    lost_workers: int

    def text(self) -> str:
        """One line, as views show it."""
        return (
            f"{self.variant or 'idle'} on {self.device}: {self.decode_median:.1f} ms decode "
            f"(p95 {self.decode_p95:.1f}), {self.wait_median:.1f} ms in all, "
            f"{self.queue} waiting, {self.dropped} dropped"
        )


@dataclass
class Clock:
    """Collects what `Statistics` reports."""

    dropped: int = 0
    answered: int = 0
    rows: int = 0
    variant: str = ""
    decodes: deque[float] = field(default_factory=lambda: deque(maxlen=256))
    waits: deque[float] = field(default_factory=lambda: deque(maxlen=256))

    def note(self, answer: DecodedBatch, submitted: float) -> None:
        """One request was answered."""
        self.answered += 1
        self.rows += len(answer.z)
        self.variant = answer.variant
        self.decodes.append(answer.milliseconds)
        self.waits.append(1000.0 * (time.perf_counter() - submitted))

    def statistics(
        self,
        *,
        device: str,
        queue: int,
        hits: int,
        misses: int,
        largest_batch: int,
        paused: bool,
        lost_workers: int,
    ) -> Statistics:
        """The figures as of now."""
        decodes, waits = list(self.decodes) or [0.0], list(self.waits) or [0.0]
        return Statistics(
            device=device,
            variant=self.variant,
            decode_median=float(np.median(decodes)),
            decode_p95=float(np.percentile(decodes, 95)),
            wait_median=float(np.median(waits)),
            answered=self.answered,
            rows=self.rows,
            dropped=self.dropped,
            queue=queue,
            hits=hits,
            misses=misses,
            largest_batch=largest_batch,
            paused=paused,
            lost_workers=lost_workers,
        )
