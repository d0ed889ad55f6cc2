"""How far a latent lies from where the data are, as a percentile."""

from dataclasses import dataclass

import numpy as np

from hdvis.models.spec import Array, LatentSpec

_SAMPLE = 20_000


@dataclass(frozen=True, eq=False)
class Manifold:
    """Mahalanobis distances to encoded data, or lengths under a standard normal prior.

    `distances` are the data's own, sorted; None stands for the prior's exact distribution.
    """

    mean: Array
    whiten: Array
    distances: Array | None = None

    @classmethod
    def fit(cls, vectors: Array, *, sample: int = _SAMPLE, seed: int = 0) -> "Manifold":
        """From latents (n, *shape) of the data; a sample of them is enough.

        Directions with next to no variance count as if they had a thousandth of the largest
        standard deviation, so that unused dimensions do not swamp the others.
        """
        flat = np.asarray(vectors).reshape(len(vectors), -1)
        if len(flat) > sample:
            rows = np.random.default_rng(seed).choice(len(flat), sample, replace=False)
            flat = flat[np.sort(rows)]
        data = flat[np.isfinite(flat).all(axis=1)].astype(np.float64)
        mean = data.mean(axis=0)
        values, axes = np.linalg.eigh(np.cov(data, rowvar=False).reshape(len(mean), len(mean)))
        floored = np.maximum(values, max(float(values.max()), 1e-12) * 1e-6)
        whiten = axes / np.sqrt(floored)
        distances = np.sort(np.linalg.norm((data - mean) @ whiten, axis=1))
        return cls(mean, whiten, distances)

    @classmethod
    def prior(cls, latent: LatentSpec) -> "Manifold":
        """Of a standard normal prior: lengths follow the chi distribution."""
        return cls(np.zeros(latent.size), np.eye(latent.size))

    def distance(self, z: Array) -> Array:
        """Mahalanobis distance (B,) of latents (B, *shape)."""
        flat = np.asarray(z, dtype=np.float64).reshape(len(z), -1)
        return np.asarray(np.linalg.norm((flat - self.mean) @ self.whiten, axis=1))

    def percentile(self, z: Array) -> Array:
        """Percent (B,) of the data (or of the prior) that lie nearer to the middle than `z`."""
        distance = self.distance(z)
        if self.distances is None:
            from scipy.special import gammainc

            return np.asarray(100.0 * gammainc(len(self.mean) / 2.0, distance**2 / 2.0))
        nearer = np.searchsorted(self.distances, distance, side="left")
        return np.asarray(100.0 * nearer / len(self.distances))

    def text(self, z: Array) -> str:
        """One latent's place in words, for the label under its picture."""
        share = float(self.percentile(np.asarray(z)[None] if np.ndim(z) == 1 else z)[0])
        return f"farther out than {share:.0f} % of the data"
