"""The first thing hdvis shows: drawn faces, their latents, and the network that decodes them."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from .conv_vae import ConvVAE

ROWS, SEED = 6_000, 0


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
    from .faces_cache import cache_folder, drawing_version, keep_arrays

    digest = hashlib.sha256(weights).hexdigest()[:12]
    path = cache_folder() / f"faces-latents-{drawing_version()}-{digest}-{rows}.npz"
    try:
        with np.load(path, allow_pickle=False) as file:
            return file["latents"]
    except (OSError, ValueError, KeyError, EOFError):
        latents, _ = encode(model, images)
        keep_arrays(path, latents=latents)
        return latents
