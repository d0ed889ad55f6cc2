"""Sessions that ask a model, as views do, without views."""

import queue
import threading
import time

import numpy as np

from hdvis.errors import ModelError
from hdvis.jobs import Jobs, Pools
from hdvis.models import LatentModel
from hdvis.models.engine.requests import DecodeRequest

POOLS = Pools(cpu_threads=2)


class Tab:
    """A session's jobs and its document thread: what is delivered runs where `run_until` is."""

    def __init__(self) -> None:
        self.waiting: queue.Queue = queue.Queue()
        self.threads: set[int] = set()
        self.jobs = Jobs(POOLS, lambda *callbacks: [self.waiting.put(call) for call in callbacks])

    def decode(self, model: LatentModel, z, then, key="slot", space="") -> None:
        requests = model.requests(z, space)
        self.jobs.ask(model.decoding, requests, then=then, key=key, pool=model.pool)

    def encode(self, model: LatentModel, images, then, key="slot") -> None:
        self.jobs.ask(model.encoding, [images], then=then, key=key, pool=model.pool)

    def run_until(self, done, seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        while not done():
            self.waiting.get(timeout=max(0.01, end - time.monotonic()))()
            self.threads.add(threading.get_ident())


def decoded(engine, z, space=""):
    """What `engine` makes of latents `z`; raises what it refuses."""
    (answer,) = engine.decode([DecodeRequest(np.asarray(z, np.float32), space)])
    if isinstance(answer, ModelError):
        raise answer
    return answer


def asked(engine, z):
    """As a session gets it from the thread of the engine's device; raises what it refuses."""
    model = LatentModel(engine, own=False)
    (request,) = model.requests(z)
    result = model.pool.ask(model.decoding, request)
    if result.error is not None:
        raise result.error
    return result
