"""What latents decode to as frames, and as the files of a film."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.errors import DataError
from hdvis.render import film_file


def film_of(
    model: Any, latents: Any, form: str, name: str, checkpoint: Any
) -> tuple[str, bytes] | DataError:
    """Decode latents (n, ...) and make a file of them, or say why it cannot be; for a pool."""
    frames = frames_of(model, latents, checkpoint)
    try:
        return film_file(form, frames, name)
    except DataError as error:
        return error


def frames_of(model: Any, latents: Any, checkpoint: Any) -> Any:
    """What latents (n, ...) decode to as uint8 pictures (n, h, w, c), curves drawn."""
    from hdvis_semantics.pictures import drawn

    frames = model.render(latents, checkpoint)
    return frames if frames.dtype == np.uint8 else np.stack(drawn(frames))
