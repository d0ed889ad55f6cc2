"""What latents decode to as frames, and as the files of a film."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.checkpoint import Checkpoint
from hdvis.errors import DataError
from hdvis.models import LatentModel
from hdvis.render import film_file

Array = NDArray[Any]


def film_of(
    model: LatentModel, latents: Array, form: str, name: str, checkpoint: Checkpoint
) -> tuple[str, bytes] | DataError:
    """Decode latents (n, ...) and make a file of them, or say why it cannot be; for a pool."""
    frames = frames_of(model, latents, checkpoint)
    try:
        return film_file(form, frames, name)
    except DataError as error:
        return error


def frames_of(model: LatentModel, latents: Array, checkpoint: Checkpoint) -> Array:
    """What latents (n, ...) decode to as uint8 pictures (n, h, w, c), curves drawn."""
    from hdvis_semantics.pictures import drawn

    frames = model.render(latents, checkpoint)
    return frames if frames.dtype == np.uint8 else np.stack(drawn(frames))
