"""A decoder's whole pass, latents to pixels, as one CUDA graph of a fixed batch size."""

import threading

import torch

from hdvis.models.candidates import Candidate, Rows
from hdvis.models.spec import LatentSpec

_CAPTURE = threading.Lock()


def capture(bare: Candidate, latent: LatentSpec, bucket: int, device: str) -> Candidate:
    """`bare` captured for batches of `bucket`; its outputs are overwritten by the next call.

    Captures are serialised, and local to their thread: otherwise a CUDA call of any other thread
    would spoil them.
    """
    with _CAPTURE:
        place = torch.zeros((bucket, *latent.shape), device=device)
        stream = torch.cuda.Stream(device=device)  # type: ignore[no-untyped-call]
        stream.wait_stream(torch.cuda.current_stream(device))
        with torch.cuda.stream(stream):
            for _ in range(3):
                bare.rows(place)
        torch.cuda.current_stream(device).wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph, stream=stream, capture_error_mode="thread_local"):
            values = bare.values(place)
            rows = bare.rows(place)

    def replay_rows(z: torch.Tensor) -> Rows:
        place.copy_(z)
        graph.replay()
        return rows

    def replay_values(z: torch.Tensor) -> torch.Tensor:
        place.copy_(z)
        graph.replay()
        return values.clone()

    name = "graph" if bare.name == "eager" else f"graph, {bare.name}"
    return Candidate(name, replay_values, replay_rows, static=True)
