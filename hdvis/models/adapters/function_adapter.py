"""Plain callables over numpy arrays as an adapter."""

from collections.abc import Callable
from typing import Any

import numpy as np

from hdvis.errors import ModelError
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.pixels import model_inputs
from hdvis.models.spec import Array, LatentSpec, OutputSpec, Posterior


class FunctionAdapter(ModelAdapter):
    """A decoder given as a function of latents (B, *shape)."""

    def __init__(
        self,
        decode: Callable[[Array], Any],
        latent: LatentSpec,
        output: OutputSpec,
        *,
        name: str = "model",
        version: str = "",
    ) -> None:
        self._decode, self.latent, self.output = decode, latent, output
        self.name, self.version = name, version

    def decode(self, z: Array) -> Array:
        given = self._decode(self.latent.batch(z))
        if isinstance(given, (tuple, dict)) or given is None:
            raise ModelError(
                f"{self.name}: decoder gave a {type(given).__name__}, expected one array (n, …). "
                "Return the output alone",
                code="HDV-M10",
            )
        y = np.asarray(given)
        return y if y.dtype == np.uint8 else np.array(y, dtype=np.float32)

    def fingerprint(self) -> str:
        """Two functions cannot be compared: the object's identity, or `version` where given."""
        identity = self.version or f"{id(self._decode)}"
        return self.hash_of(self.name, identity, repr(self.latent.shape), repr(self.output))


class FunctionAutoencoder(FunctionAdapter):
    """A decoder and an encoder given as functions.

    The encoder gives the mean (B, *shape), or the pair (mean, logvar).
    """

    def __init__(
        self,
        decode: Callable[[Array], Any],
        encode: Callable[[Array], Any],
        latent: LatentSpec,
        output: OutputSpec,
        *,
        input_shape: tuple[int, ...] | None = None,
        name: str = "model",
        version: str = "",
    ) -> None:
        super().__init__(decode, latent, output, name=name, version=version)
        self._encode, self.input_shape = encode, input_shape

    def encode(self, x: Array) -> Posterior:
        given = self._encode(np.array(model_inputs(x, self.output, self.input_shape)))
        if isinstance(given, Posterior):
            return given
        mean, logvar = given if isinstance(given, tuple) else (given, None)
        shape = (len(np.asarray(mean)), *self.latent.shape)
        return Posterior(
            np.asarray(mean, dtype=np.float32).reshape(shape),
            None if logvar is None else np.asarray(logvar, dtype=np.float32).reshape(shape),
        )
