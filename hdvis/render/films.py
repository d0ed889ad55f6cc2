"""Pictures in a row as files: a strip as PNG, a film as GIF or MP4."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.errors import DataError

Array = NDArray[Any]

LEAST = 128
RATE = 12
"""Frames a second."""


def film_file(
    form: str, frames: Array, name: str, *, back: bool = True, rate: int = RATE
) -> tuple[str, bytes]:
    """A file name and its bytes from frames uint8 (n, h, w, c).

    `png` is one picture with the frames side by side; `gif` and `mp4` show `rate` frames a second,
    there and `back`. Frames smaller than 128 pixels are enlarged by whole numbers. Raises
    `DataError` for other forms, for no frames, and for an MP4 where nothing can write one.
    """
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in name)[:60].strip("-") or "film"
    if not len(frames):
        raise DataError("film: got no frames, expected at least one. Decode a strip first")
    colored = _enlarged(_rgb(np.asarray(frames)))
    match form:
        case "png":
            return f"{stem}.png", _png(np.concatenate(list(colored), axis=1))
        case "gif":
            return f"{stem}.gif", _gif(_there_and_back(colored) if back else colored, rate)
        case "mp4":
            return f"{stem}.mp4", _mp4(_there_and_back(colored) if back else colored, rate)
    raise DataError(f"film: got format {form!r}, expected png, gif or mp4")


def _rgb(frames: Array) -> Array:
    return np.repeat(frames, 3, axis=3) if frames.shape[3] == 1 else frames[..., :3]


def _enlarged(frames: Array) -> Array:
    factor = max(1, -(-LEAST // max(frames.shape[1:3])))
    return frames.repeat(factor, axis=1).repeat(factor, axis=2)


def _there_and_back(frames: Array) -> Array:
    return np.concatenate([frames, frames[-2:0:-1]]) if len(frames) > 2 else frames


def _png(picture: Array) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "PNG")
    return stream.getvalue()


def _gif(frames: Array, rate: int) -> bytes:
    from PIL import Image

    first, *others = (Image.fromarray(frame) for frame in frames)
    stream = io.BytesIO()
    first.save(stream, "GIF", save_all=True, append_images=others, duration=1000 // rate, loop=0)
    return stream.getvalue()


def _mp4(frames: Array, rate: int) -> bytes:
    try:
        import av
    except ImportError:
        raise DataError(
            "film: MP4 needs PyAV, which is not installed. Save a GIF, or run: "
            "pip install 'hdvis[film]'"
        ) from None
    height, width = frames.shape[1:3]
    even = np.pad(frames, ((0, 0), (0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    stream = io.BytesIO()
    with av.open(stream, "w", format="mp4") as film:
        video = film.add_stream("libx264", rate=rate, options={"crf": "18"})
        video.height, video.width, video.pix_fmt = *even.shape[1:3], "yuv420p"
        for frame in even:
            film.mux(video.encode(av.VideoFrame.from_ndarray(frame, "rgb24")))
        film.mux(video.encode())
    return stream.getvalue()
