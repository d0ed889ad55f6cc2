"""A model in a process of its own, which may hang or die without harm to the page."""

import multiprocessing
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from hdvis.errors import ModelError
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.adapters.process_child import serve
from hdvis.models.spec import Array, Posterior


class ProcessAdapter(ModelAdapter):
    """What `make()` gives, adapted and run in another process.

        vis.set_model(ProcessAdapter(my_models.load_vae, latent=10))

    `make` is a function that the process can import (of a module, not a lambda); it returns
    anything that `adapt` takes, with the same `hints`. A request that is not answered within
    `timeout` seconds ends the process, as does a model that calls `os._exit`; the next request
    starts it anew. `starting` is how long the model may take to be made. A script that makes one
    at top level needs `if __name__ == "__main__":`, as always where Python starts processes.

    Decoding costs the way through a pipe, and the engine's faster variants are left out.
    Raises `ModelError` HDV-M13 and HDV-M19, and whatever the model's own errors say.
    """

    def __init__(
        self,
        make: Callable[[], Any],
        *,
        timeout: float = 8.0,
        starting: float = 120.0,
        **hints: Any,
    ) -> None:
        self.name = getattr(make, "__name__", "model")
        self._make, self._hints, self._timeout = make, hints, timeout
        self._lock = threading.Lock()
        self._process: Any = None
        self._pipe: Any = None
        try:
            about = self._greeting(starting)
        except ModelError:
            self.close()
            raise
        self.latent, self.output = about["latent"], about["output"]
        self.extra_spaces, self.name = about["extra_spaces"], about["name"]
        self.warnings, self.slow = about["warnings"], about["slow"]
        self.input_shape = about["input_shape"]
        self._capabilities, self._fingerprint = about["capabilities"], about["fingerprint"]

    @property
    def capabilities(self) -> frozenset[str]:
        """The model's own, but for gradients, which do not leave its process."""
        return frozenset(self._capabilities)

    def decode(self, z: Array) -> Array:
        found: Array = self._ask("decode", z)
        return found

    def encode(self, x: Array) -> Posterior:
        found: Posterior = self._ask("encode", x)
        return found

    def map(self, z: Array, src: str, dst: str) -> Array:
        found: Array = self._ask("map", z, src, dst)
        return found

    def decode_layers(self, w: Array, layers: Mapping[int, Array]) -> Array:
        found: Array = self._ask("decode_layers", w, dict(layers))
        return found

    def loss_terms(self, x: Array) -> Mapping[str, Array]:
        found: Mapping[str, Array] = self._ask("loss_terms", x)
        return found

    def log_prob(self, x: Array, z: Array) -> Array:
        found: Array = self._ask("log_prob", x, z)
        return found

    def fingerprint(self) -> str:
        return str(self._fingerprint)

    def close(self) -> None:
        """End the process; the next request would start it anew."""
        if self._process is not None:
            self._process.kill()
            self._process.join(2.0)

    def _ask(self, method: str, *given: Any) -> Any:
        """What `method(*given)` of the model gives, within the time there is."""
        with self._lock:
            end = time.monotonic() + self._timeout
            if self._process is None or not self._process.is_alive():
                self._start()
            if not self._greeted:
                self._greeting(self._timeout)
            try:
                self._pipe.send((method, given))
            except OSError:
                raise self._died() from None
            if not self._pipe.poll(max(0.0, end - time.monotonic())):
                self.close()
                raise ModelError(
                    f"{self.name}: no answer within {self._timeout:g} s, so its process was "
                    "ended. The next request starts it anew",
                    code="HDV-M13",
                )
            return self._received()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, far = context.Pipe()
        self._process = context.Process(
            target=serve, args=(far, self._make, self._hints), name="hdvis-model", daemon=True
        )
        self._process.start()
        far.close()
        self._greeted = False

    def _greeting(self, patience: float) -> dict[str, Any]:
        """What a process that was started says of its model."""
        if self._process is None:
            self._start()
        if not self._pipe.poll(patience):
            raise ModelError(
                f"{self.name}: not made within {patience:g} s. Ask again in a moment",
                code="HDV-M13",
            )
        about: dict[str, Any] = self._received()
        self._greeted = True
        return about

    def _received(self) -> Any:
        try:
            answer = self._pipe.recv()
        except (EOFError, OSError):
            raise self._died() from None
        match answer:
            case ("good", value):
                return value
            case ("error", message, code):
                raise ModelError(f"{self.name}: {message}", code=code)
        raise MemoryError(f"{self.name}: out of memory")

    def _died(self) -> ModelError:
        self._process.join(2.0)
        return ModelError(
            f"{self.name}: its process ended by itself (exit status {self._process.exitcode}). "
            "The next request starts it anew",
            code="HDV-M19",
        )
