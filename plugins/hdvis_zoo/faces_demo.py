"""The first thing hdvis shows: drawn faces, their latents, and the network that decodes them."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from hdvis.data import Dataset

    from .conv_vae import ConvVAE

ROWS, SEED = 4_000, 0


class FacesDemo(NamedTuple):
    """Everything of the demo, row by row.

    images uint8 (n, 64, 64, 3); attributes bool (n, k) and factors float32 (n, f) with their
    names; latents float32 (n, 32), the posterior means; model the network, in eval mode.
    """

    images: np.ndarray
    attributes: np.ndarray
    attribute_names: tuple[str, ...]
    factors: np.ndarray
    factor_names: tuple[str, ...]
    latents: np.ndarray
    model: "ConvVAE"

    def dataset(self) -> "Dataset":
        """The latents as vectors, with the pictures, and attributes and factors as columns."""
        from hdvis.data import Dataset

        labels = dict(zip(self.attribute_names, self.attributes.T, strict=True))
        labels |= dict(zip(self.factor_names, self.factors.T, strict=True))
        names = [f"z{i}" for i in range(self.latents.shape[1])]
        return Dataset.from_arrays(
            self.latents, name="faces", names=names, images=self.images, labels=labels
        )


def faces_demo(n: int = ROWS, seed: int = SEED) -> FacesDemo:
    """`n` drawn faces and their codes; drawn and encoded once, then read from the user's cache."""
    from .faces_cache import cached_faces
    from .faces_model import WEIGHTS, faces_model

    faces, model = cached_faces(n, seed), faces_model()
    latents = _cached_latents(faces.images, model, f"{n}-{seed}", WEIGHTS.read_bytes())
    return FacesDemo(
        faces.images,
        faces.attributes,
        faces.attribute_names,
        faces.factors,
        faces.factor_names,
        latents,
        model,
    )


def _cached_latents(images: np.ndarray, model: "ConvVAE", rows: str, weights: bytes) -> np.ndarray:
    import hashlib

    from .encoding import encode
    from .faces_cache import cache_folder, drawing_version, keep_arrays, kept_arrays

    digest = hashlib.sha256(weights).hexdigest()[:12]
    path = cache_folder() / f"faces-latents-{drawing_version()}-{digest}-{rows}.npz"
    kept = kept_arrays(path, "latents")
    if kept is not None:
        return kept[0]
    latents, _ = encode(model, images)
    keep_arrays(path, latents=latents)
    return latents
