"""A decoder's whole pass, latents to pixels and both copies, as one CUDA graph of a batch size."""

import threading
from collections.abc import Callable

import numpy as np
import torch

from hdvis.models.engine.decode_variants import DecodeVariant
from hdvis.models.spec import Array, LatentSpec

Finish = Callable[[torch.Tensor], tuple[torch.Tensor, torch.Tensor]]

_CAPTURE = threading.Lock()


def capture(
    bare: DecodeVariant, finish: Finish, latent: LatentSpec, bucket: int, device: str
) -> DecodeVariant:
    """`bare` and `finish` captured for batches of up to `bucket`.

    Captures are serialised, and local to their thread: otherwise a CUDA call of any other thread
    would spoil them.
    """
    given = torch.zeros((bucket, *latent.shape), pin_memory=True)
    with _CAPTURE, torch.inference_mode():
        place = given.to(device)
        stream = torch.cuda.Stream(device=device)  # type: ignore[no-untyped-call]
        stream.wait_stream(torch.cuda.current_stream(device))
        with torch.cuda.stream(stream):
            for _ in range(3):
                made = finish(bare.values(place))
        torch.cuda.current_stream(device).wait_stream(stream)
        here = [torch.empty(part.shape, dtype=part.dtype, pin_memory=True) for part in made]
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, stream=stream, capture_error_mode="thread_local"):
            place.copy_(given, non_blocking=True)
            values = bare.values(place)
            for pinned, part in zip(here, finish(values), strict=True):
                pinned.copy_(part, non_blocking=True)
    done = torch.cuda.Event()  # type: ignore[no-untyped-call]
    latents, (rows, share) = given.numpy(), (part.numpy() for part in here)

    def replay() -> None:
        graph.replay()
        done.record()
        done.synchronize()

    def once(z: Array) -> tuple[Array, Array]:
        latents[: len(z)], latents[len(z) :] = z, z[-1]
        replay()
        return rows[: len(z)].copy(), share[: len(z)].astype(np.float64)

    def again(z: torch.Tensor) -> torch.Tensor:
        once(z.cpu().numpy())
        return values[: len(z)].clone()

    name = "graph" if bare.name == "eager" else f"graph, {bare.name}"
    return DecodeVariant(name, again, once)
