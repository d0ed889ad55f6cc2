"""Directions that change a decoder's output most, from its weights or from its answers."""

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_latents
from hdvis.analysis.directions.estimators.base import Linear
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

Array = NDArray[Any]


class SeFa(Linear):
    """Eigenvectors of AᵀA for the first weight A (units, d) that the latent meets.

    After Shen and Zhou. `normalise` first gives every unit (row of A) the same norm, as in
    their reference; weights of several layers are stacked by rows.
    """

    def __init__(
        self, weight: ArrayLike, components: int | None = None, normalise: bool = True
    ) -> None:
        self.weight, self.components, self.normalise = weight, components, normalise

    def fit(self, Z: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Find the directions; `Z` (n, d) only places them and `y` is not looked at."""
        latents, weight = as_latents(Z), np.asarray(self.weight, np.float64)
        if weight.ndim != 2 or weight.shape[1] != latents.shape[1]:
            raise DataError(
                f"weight: got shape {weight.shape}, expected (units, {latents.shape[1]})."
                " Give the weight matrix of the first layer after the latent."
            )
        if self.normalise:
            norms = np.linalg.norm(weight, axis=1, keepdims=True)
            weight = weight / np.where(norms > 0, norms, 1.0)
        self.eigenvalues_, axes = leading(weight.T @ weight, self.components)
        self._keep_axes(axes, np.ones(len(axes)), latents.mean(axis=0, dtype=np.float64), "SeFa")
        return self


class JacobianSVD(Linear):
    """Right singular vectors of a decoder's mean Jacobian product, for any callable decoder.

    JᵀJ is averaged over `points` rows of Z, with central differences of `step` standard deviations.
    `decode` takes (B, d) float32 to (B, ...); it is asked for `batch` latents at a time. For a
    linear decoder these are the right singular vectors of its matrix, without normalisation.
    """

    def __init__(
        self,
        decode: Callable[[Array], ArrayLike],
        components: int | None = None,
        points: int = 8,
        step: float = 0.01,
        batch: int = 64,
        seed: int = 0,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        self.decode, self.components, self.points = decode, components, points
        self.step, self.batch, self.seed, self.checkpoint = step, batch, seed, checkpoint

    def fit(self, Z: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Find the directions around rows of `Z` (n, d); `y` is not looked at."""
        latents = as_latents(Z)
        count = min(self.points, len(latents))
        rows = np.random.default_rng(self.seed).choice(len(latents), count, replace=False)
        steps = self.step * latents.std(axis=0, dtype=np.float64)
        steps = np.where(steps > 0, steps, self.step)
        product = np.zeros((latents.shape[1], latents.shape[1]))
        for done, row in enumerate(rows):
            self.checkpoint(done / count)
            product += self._product(latents[row].astype(np.float64), steps)
        self.eigenvalues_, axes = leading(product / count, self.components)
        mean = latents.mean(axis=0, dtype=np.float64)
        self._keep_axes(axes, np.ones(len(axes)), mean, "Jacobian")
        return self

    def _product(self, point: Array, steps: Array) -> Array:
        """JᵀJ (d, d) at `point` (d,)."""
        moves = np.diag(steps)
        asked = np.concatenate([point + moves, point - moves]).astype(np.float32)
        answers = [
            np.asarray(self.decode(asked[i : i + self.batch]), np.float64)
            for i in range(0, len(asked), self.batch)
        ]
        output = np.concatenate([answer.reshape(len(answer), -1) for answer in answers])
        d = len(point)
        # The distance moved is taken after rounding to float32, or small steps would be biased.
        moved = np.diag(asked[:d]).astype(np.float64) - np.diag(asked[d:]).astype(np.float64)
        jacobian = (output[:d] - output[d:]) / moved[:, None]
        if not np.isfinite(jacobian).all():
            raise DataError(
                "decode: got values that are not finite, expected numbers."
                " Check the decoder at the rows in view."
            )
        return np.asarray(jacobian @ jacobian.T)


def leading(product: Array, components: int | None) -> tuple[Array, Array]:
    """The largest eigenvalues (k,) and their eigenvectors as rows (k, d), largest first."""
    values, axes = np.linalg.eigh(product)
    return np.maximum(values[::-1], 0.0)[:components], axes.T[::-1][:components]
