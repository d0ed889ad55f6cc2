"""Print how fast the engine decodes beside plain torch and the best of its variants.

Run as `python tests/benchmarks/decode.py [results.json]`. The decoder is that of LatentVis: 100
latents to 64×64×3 in four transposed convolutions with batch norm, 1.1 M parameters. Three ways
alternate, so that other work on the machine slows all alike: plain eager under inference_mode with
the conversion to uint8 pictures; the chosen variant called directly; and a request to the engine
with its cache left out. Times are medians, least values and 95th percentiles in milliseconds;
"overhead" is the median of the engine's time less the variant's in the same round. Processor
time is that of all threads, and the figure to read on a busy machine. Where there is a CUDA device
all of it runs there, and a fourth way is the bare forward pass under a CUDA graph, with nothing
copied in or out.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import torch
from torch import nn

from hdvis.jobs import Call, device_pool
from hdvis.models import Engine, LatentModel, adapt
from hdvis.models.engine.backends import bucket_of
from hdvis.models.engine.torch_backend import TorchBackend

BATCHES = (1, 8, 42)
SECONDS = 6.0
THREADS = 2
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def latentvis_decoder(latents: int = 100) -> nn.Sequential:
    """100 → 4096 → 4×4×256 → 8×8×128 → 16×16×64 → 32×32×32 → 64×64×3, kernels of 4, stride 2."""
    torch.manual_seed(0)
    layers: list[nn.Module] = [nn.Linear(latents, 4096), nn.Unflatten(1, (256, 4, 4))]
    for wide, narrow in ((256, 128), (128, 64), (64, 32)):
        layers += [nn.ConvTranspose2d(wide, narrow, 4, 2, 1), nn.BatchNorm2d(narrow)]
        layers += [nn.LeakyReLU(0.01)]
    return nn.Sequential(*layers, nn.ConvTranspose2d(32, 3, 4, 2, 1), nn.Sigmoid()).eval()


def milliseconds(job: Callable[[], Any]) -> tuple[float, float]:
    """How long one call takes, by the clock and in processor time of all threads."""
    start, spent = time.perf_counter(), time.process_time()
    job()
    return 1000.0 * (time.perf_counter() - start), 1000.0 * (time.process_time() - spent)


def settled(engine: Engine, batch: int, limit: float = 120.0) -> None:
    """Ask for `batch` latents until no more variants are being measured for its bucket."""
    end, known = time.monotonic() + limit, -1
    while time.monotonic() < end:
        ask(engine, engine.adapter.latent.sample(batch, seed=1))
        time.sleep(3.0)
        found = [row for row in engine.variants if row.bucket == bucket_of(batch)]
        if known == len(found) > 0:
            return
        known = len(found)


def ask(engine: Engine, z: Any) -> Any:
    """A request as views make it, waited for."""
    model = LatentModel(engine, own=False)
    (request,) = model.requests(z)
    return model.pool.ask(model.decoding, request)


def nothing(engine: Engine) -> None:
    """The way to the device's thread and back."""
    done = Event()
    device_pool(engine.device).submit(Call(done.set))
    done.wait()


def bare_graph(decoder: nn.Module, z: Any) -> Callable[[], Any]:
    """The forward pass alone, captured."""
    place = torch.from_numpy(z).to(DEVICE)
    graph, stream = torch.cuda.CUDAGraph(), torch.cuda.Stream()
    with torch.inference_mode(), torch.cuda.stream(stream):
        for _ in range(3):
            decoder(place)
        torch.cuda.synchronize()
        with torch.cuda.graph(graph, stream=stream):
            decoder(place)

    def replay() -> None:
        graph.replay()
        torch.cuda.synchronize()

    return replay


def compared(engine: Engine, decoder: nn.Module, batch: int) -> dict[str, Any]:
    """One line of the table: times of the three ways for batches of `batch`."""
    settled(engine, batch)
    backend = engine.backend
    assert isinstance(backend, TorchBackend)
    z = engine.adapter.latent.sample(batch)

    def eager() -> Any:
        with torch.inference_mode():
            pictures = decoder(torch.from_numpy(z).to(DEVICE))
            pixels = (pictures * 255).round().clamp(0, 255).byte().permute(0, 2, 3, 1)
            return pixels.contiguous().cpu()

    ways = {
        "eager": eager,
        "best": lambda: backend.run(z),
        "engine": lambda: ask(engine, z),
    }
    if DEVICE == "cuda":
        ways |= {"graph": bare_graph(decoder, z), "nothing": lambda: nothing(engine)}
    times: dict[str, list[float]] = {name: [] for name in ways}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    end = time.monotonic() + SECONDS
    while time.monotonic() < end or len(times["eager"]) < 20:
        for name, way in ways.items():
            clock, processor = milliseconds(way)
            times[name].append(clock)
            spent[name].append(processor)
    extra = [a - b for a, b in zip(times["engine"], times["best"], strict=True)]
    medians = {name: statistics.median(found) for name, found in times.items()}
    return {
        "batch": batch,
        "variant": ask(engine, z).variant,
        **{f"{name}_ms": value for name, value in medians.items()},
        **{f"{name}_least_ms": min(found) for name, found in times.items()},
        **{f"{name}_processor_ms": statistics.median(found) for name, found in spent.items()},
        "engine_p95_ms": statistics.quantiles(times["engine"], n=20)[-1],
        "overhead_ms": statistics.median(extra),
        "engine_to_best": medians["engine"] / medians["best"],
        "engine_to_eager": medians["engine"] / medians["eager"],
        "pictures_per_second": 1000.0 * batch / medians["engine"],
        **({"engine_to_graph": medians["engine"] / medians["graph"]} if "graph" in ways else {}),
        "rounds": len(extra),
    }


def main() -> None:
    """Measure all batches and write them to the file named, if one is."""
    torch.set_num_threads(THREADS)
    decoder = latentvis_decoder()
    print(
        f"{sum(p.numel() for p in decoder.parameters()):,} parameters, {THREADS} threads, {DEVICE}"
    )
    lines = []
    with Engine(adapt(decoder, latent=100), device=DEVICE, cache_bytes=0) as engine:
        for batch in BATCHES:
            line = compared(engine, decoder, batch)
            lines.append(line)
            print(
                f"B = {batch:2d}: eager {line['eager_ms']:.1f}, best {line['best_ms']:.1f} "
                f"({line['variant']}), engine {line['engine_ms']:.1f} ms "
                f"(p95 {line['engine_p95_ms']:.1f}), overhead {line['overhead_ms']:.2f} ms, "
                f"{line['engine_to_best']:.2f}× best, {line['engine_to_eager']:.2f}× eager; "
                f"least {line['eager_least_ms']:.1f}, {line['best_least_ms']:.1f}, "
                f"{line['engine_least_ms']:.1f} ms; processor {line['eager_processor_ms']:.1f}, "
                f"{line['best_processor_ms']:.1f}, {line['engine_processor_ms']:.1f} ms"
            )
            if "graph_ms" in line:
                print(
                    f"        bare forward under a CUDA graph {line['graph_ms']:.3f} ms: the "
                    f"variant {line['best_ms']:.3f}, the engine {line['engine_ms']:.3f} ms, "
                    f"{line['engine_to_graph']:.2f}×; "
                    f"a request for nothing {line['nothing_ms']:.3f} ms"
                )
        for row in engine.variants:
            mark = "*" if row.chosen else " "
            name = f"bucket {row.bucket:2d} {row.variant:20s}"
            print(f"  {mark} {name} {row.milliseconds:7.1f} ms {row.note}")
        table = [vars(row) for row in engine.variants]
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps({"lines": lines, "variants": table}, indent=1))


if __name__ == "__main__":
    main()
