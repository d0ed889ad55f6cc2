"""Plain callables over numpy arrays as an adapter."""

from collections.abc import Callable
from typing import Any

import numpy as np

from hdvis.errors import ModelError
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.pixels import model_inputs
from hdvis.models.spec import Array, LatentSpec, OutputSpec, Posterior


class FunctionAdapter(ModelAdapter):
    """A decoder given as a function of latents (B, *shape), and perhaps an encoder.

    `encode` takes inputs (B, *input_shape), those of one output by default, and gives the mean
    (B, *shape), or the pair (mean, logvar). Functions cannot be compared, so `version` names what
    they compute.
    """

    def __init__(
        self,
        decode: Callable[[Array], Any],
        latent: LatentSpec,
        output: OutputSpec,
        *,
        encode: Callable[[Array], Any] | None = None,
        input_shape: tuple[int, ...] | None = None,
        name: str = "model",
        version: str = "",
    ) -> None:
        self._decode, self.latent, self.output = decode, latent, output
        self._encode, self.input_shape = encode, input_shape
        self.name, self.version = name, version

    @property
    def capabilities(self) -> frozenset[str]:
        """To decode, and to encode where a function for it was given."""
        return super().capabilities - (set() if self._encode else {"encode"})

    def decode(self, z: Array) -> Array:
        given = self._decode(self.latent.batch(z))
        if isinstance(given, (tuple, dict)) or given is None:
            raise ModelError(
                f"{self.name}: decoder gave a {type(given).__name__}, expected one array (n, …). "
                "Return the output alone",
                code="HDV-M10",
            )
        return _numbers(given, self.name)

    def encode(self, x: Array) -> Posterior:
        if self._encode is None:
            raise self._lacks("encode")
        given = self._encode(np.array(model_inputs(x, self.output, self.input_shape)))
        if isinstance(given, Posterior):
            return given
        mean, logvar = given if isinstance(given, tuple) else (given, None)
        shape = (len(np.asarray(mean)), *self.latent.shape)
        return Posterior(
            np.asarray(mean, dtype=np.float32).reshape(shape),
            None if logvar is None else np.asarray(logvar, dtype=np.float32).reshape(shape),
        )

    def fingerprint(self) -> str:
        """Two functions cannot be compared: the object's identity, or `version` where given."""
        identity = self.version or f"{id(self._decode)}"
        return self.hash_of(self.name, identity, repr(self.latent.shape), repr(self.output))


def _numbers(given: Any, name: str) -> Array:
    """What a decoder gave, as uint8 or float32."""
    try:
        y = np.asarray(given)
    except (TypeError, ValueError):
        y = np.array(given, dtype=object)
    if y.dtype.kind not in "fiub":
        kind = {"c": "complex numbers", "O": "a list of uneven rows"}.get(
            y.dtype.kind, str(y.dtype)
        )
        raise ModelError(
            f"{name}: decoder gave {kind}, expected numbers as one array (n, …). Return a float32 "
            "array; of complex numbers the parts or the magnitude",
            code="HDV-M10",
        )
    return y if y.dtype == np.uint8 else np.array(y, dtype=np.float32)
