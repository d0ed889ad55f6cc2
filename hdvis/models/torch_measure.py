"""Timing the candidates of one batch bucket, each against the eager result."""

import logging
import time
from collections.abc import Callable, Generator

import torch

from hdvis.models.candidates import Candidate, Candidates
from hdvis.models.runner import Measured

log = logging.getLogger(__name__)
BUDGET = 0.06
SHORT = 0.005
Found = tuple[list[Measured], Candidate | None]


def measure(
    candidates: Candidates, bucket: int, done: list[Measured]
) -> Generator[None, None, Found]:
    """Try each candidate at `bucket`, one run a step; the table, and the fastest one kept.

    A candidate must stay within one grey level of eager. `done` are earlier rows of this bucket:
    what was left out then is not tried again.
    """
    z = _probes(candidates, bucket)
    table = [row for row in done if row.note]
    usable: list[tuple[float, Candidate, float]] = []
    with torch.inference_mode():
        reference = candidates.eager.values(z)
    yield
    for name in candidates.names:
        if any(row.candidate == name for row in table):
            continue
        try:
            candidate = candidates.get(name, bucket)
            with torch.inference_mode():
                difference = _difference(candidates, candidate.values(z), reference)
            fast = min((seconds for seconds, *_ in usable), default=float("inf"))
            seconds = yield from _seconds(candidate, z, candidates.device, fast)
        except Exception as error:
            log.info("%s: candidate %s left out: %s", candidates.adapter.name, name, error)
            table.append(_row(candidates, bucket, name, 0.0, 0.0, " ".join(str(error).split())))
        else:
            if difference <= 1.0:
                usable.append((seconds, candidate, difference))
            else:
                note = f"off by {difference:.1f} grey levels"
                table.append(_row(candidates, bucket, name, seconds, difference, note))
        yield
    best = min(usable, key=lambda found: found[0], default=None)
    for found in usable:
        seconds, candidate, difference = found
        row = _row(candidates, bucket, candidate.name, seconds, difference, "", found is best)
        table.append(row)
    candidates.prepare_onnx()
    return table, None if best is None else best[1]


def _probes(candidates: Candidates, bucket: int) -> torch.Tensor:
    z = torch.from_numpy(candidates.adapter.latent.sample(8)).to(candidates.device)
    return z.repeat(-(-bucket // 8), *[1] * (z.dim() - 1))[:bucket]


def _difference(candidates: Candidates, values: torch.Tensor, reference: torch.Tensor) -> float:
    """Largest difference in grey levels: 1/255 of the display range, or of the reference's own."""
    limits = candidates.adapter.output.value_range
    if limits is None:
        limits = (float(reference.min()), float(reference.max()))
    span = (limits[1] - limits[0]) or 1.0
    difference = float((values - reference).abs().max()) * 255.0 / span
    return difference if difference == difference else float("inf")


def _seconds(
    candidate: Candidate, z: torch.Tensor, device: str, best: float
) -> Generator[None, None, float]:
    """The shortest of a few runs; two are enough for a candidate that is far behind."""
    latents = z.cpu().numpy()
    shortest, spent, runs = float("inf"), 0.0, 0
    while runs < 3 or spent < BUDGET:
        with torch.inference_mode():
            seconds = _timed(lambda: candidate.once(latents), device)
        shortest, spent, runs = min(shortest, seconds), spent + seconds, runs + 1
        if (runs >= 2 and shortest > 3.0 * best) or runs == 50 or spent > 10 * BUDGET:
            break
        if seconds > SHORT:
            yield
    return shortest


def _timed(run: Callable[[], object], device: str) -> float:
    if device.startswith("cuda"):
        torch.cuda.synchronize()
    started = time.perf_counter()
    run()
    if device.startswith("cuda"):
        torch.cuda.synchronize()
    return time.perf_counter() - started


def _row(
    candidates: Candidates,
    bucket: int,
    name: str,
    seconds: float,
    difference: float,
    note: str,
    chosen: bool = False,
) -> Measured:
    return Measured(bucket, candidates.device, name, 1000 * seconds, difference, chosen, note)
