"""Images of different sizes set into one frame, uncropped and unstretched."""

from collections.abc import Sequence

import numpy as np

from hdvis.data.arrays.interop import Array


def letterboxed(images: Sequence[Array], frame: tuple[int, int, int] | None = None) -> Array:
    """uint8 (h, w, c) images of any sizes as one (k, h, w, c) stack, centred on black.

    `frame` is (h, w, c); without it the largest height, width and channel count are used. An image
    larger than the frame is made smaller; none is made larger.
    """
    if not images:
        return np.empty((0, *(frame or (1, 1, 3))), np.uint8)
    if frame is None:
        height = max(image.shape[0] for image in images)
        width = max(image.shape[1] for image in images)
        frame = (height, width, max(image.shape[2] for image in images))
    out = np.zeros((len(images), *frame), np.uint8)
    for place, image in zip(out, images, strict=True):
        _set(place, with_channels(image, frame[2]))
    return out


def with_channels(image: Array, channels: int) -> Array:
    """(h, w, c) as another number of channels; alpha is laid over white, colour becomes grey."""
    have = image.shape[2]
    if have == channels:
        return image
    if have == 4:
        alpha = image[..., 3:].astype(np.uint16)
        over = (image[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
        return with_channels(over.astype(np.uint8), channels)
    if channels == 1:
        grey = image[..., :3] @ np.array([0.299, 0.587, 0.114], np.float32)
        return (grey[..., None] + 0.5).astype(np.uint8)
    colour = np.repeat(image, 3, axis=2) if have == 1 else image
    if channels == 3:
        return colour
    return np.concatenate([colour, np.full_like(colour[..., :1], 255)], axis=2)


def shrunk(image: Array, height: int, width: int) -> Array:
    """uint8 (h, w, c) resized to fit `height` × `width`, its shape kept; never enlarged."""
    h, w = image.shape[:2]
    scale = min(height / h, width / w, 1.0)
    if scale == 1.0:
        return image
    from PIL import Image

    size = (max(1, round(w * scale)), max(1, round(h * scale)))
    picture = Image.fromarray(image[..., 0] if image.shape[2] == 1 else image)
    small = np.asarray(picture.resize(size, Image.Resampling.BOX))
    return small[..., None] if small.ndim == 2 else small


def _set(place: Array, image: Array) -> None:
    image = shrunk(image, *place.shape[:2])
    top = (place.shape[0] - image.shape[0]) // 2
    left = (place.shape[1] - image.shape[1]) // 2
    place[top : top + image.shape[0], left : left + image.shape[1]] = image
    if place.shape[2] == 4:
        inside = np.zeros(place.shape[:2], bool)
        inside[top : top + image.shape[0], left : left + image.shape[1]] = True
        place[~inside] = 0
