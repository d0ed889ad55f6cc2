"""Timing the variants of one batch bucket, each against the eager result."""

import logging
import time
from collections.abc import Callable, Generator

import torch

from hdvis.models.engine.backends import Measured
from hdvis.models.engine.decode_variants import DecodeVariant, DecodeVariants

log = logging.getLogger(__name__)
BUDGET = 0.06
SHORT = 0.005
Found = tuple[list[Measured], DecodeVariant | None]


def measure(
    variants: DecodeVariants, bucket: int, done: list[Measured]
) -> Generator[None, None, Found]:
    """Try each variant at `bucket`, one run a step; the table, and the fastest one kept.

    A variant must stay within one grey level of eager. `done` are earlier rows of this bucket:
    what was left out then is not tried again.
    """
    z = _probes(variants, bucket)
    table = [row for row in done if row.note]
    usable: list[tuple[float, DecodeVariant, float]] = []
    with torch.inference_mode():
        reference = variants.eager.values(z)
    yield
    for name in variants.names:
        if any(row.variant == name for row in table):
            continue
        try:
            variant = variants.get(name, bucket)
            with torch.inference_mode():
                difference = _difference(variants, variant.values(z), reference)
            fast = min((seconds for seconds, *_ in usable), default=float("inf"))
            seconds = yield from _seconds(variant, z, variants.device, fast)
        except Exception as error:
            log.info("%s: variant %s left out: %s", variants.adapter.name, name, error)
            table.append(_row(variants, bucket, name, 0.0, 0.0, " ".join(str(error).split())))
        else:
            if difference <= 1.0:
                usable.append((seconds, variant, difference))
            else:
                note = f"off by {difference:.1f} grey levels"
                table.append(_row(variants, bucket, name, seconds, difference, note))
        yield
    best = min(usable, key=lambda found: found[0], default=None)
    for found in usable:
        seconds, variant, difference = found
        row = _row(variants, bucket, variant.name, seconds, difference, "", found is best)
        table.append(row)
    variants.prepare_onnx()
    return table, None if best is None else best[1]


def _probes(variants: DecodeVariants, bucket: int) -> torch.Tensor:
    z = torch.from_numpy(variants.adapter.latent.sample(8)).to(variants.device)
    return z.repeat(-(-bucket // 8), *[1] * (z.dim() - 1))[:bucket]


def _difference(variants: DecodeVariants, values: torch.Tensor, reference: torch.Tensor) -> float:
    """Largest difference in grey levels: 1/255 of the display range, or of the reference's own."""
    limits = variants.adapter.output.value_range
    if limits is None:
        limits = (float(reference.min()), float(reference.max()))
    span = (limits[1] - limits[0]) or 1.0
    difference = float((values - reference).abs().max()) * 255.0 / span
    return difference if difference == difference else float("inf")


def _seconds(
    variant: DecodeVariant, z: torch.Tensor, device: str, best: float
) -> Generator[None, None, float]:
    """The shortest of a few runs; two are enough for a variant that is far behind."""
    latents = z.cpu().numpy()
    shortest, spent, runs = float("inf"), 0.0, 0
    while runs < 3 or spent < BUDGET:
        with torch.inference_mode():
            seconds = _timed(lambda: variant.once(latents), device)
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
    variants: DecodeVariants,
    bucket: int,
    name: str,
    seconds: float,
    difference: float,
    note: str,
    chosen: bool = False,
) -> Measured:
    return Measured(bucket, variants.device, name, 1000 * seconds, difference, chosen, note)
