"""How pixel values of any type become 0 to 255, said in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from hdvis.data.arrays.convert import mapped
from hdvis.data.arrays.interop import Array
from hdvis.data.shares import share_between
from hdvis.data.text import count
from hdvis.errors import DataError

MAGENTA = np.array([255, 0, 255, 255], np.uint8)
_TOLERANCE = 0.1
"""Decoders overshoot 0..1 and -1..1 a little; this much is cut off rather than taken as 0..255."""

DIM = 64.0
"""Floats up to this would look black as 0 to 255, such as the 0 to 16 of scikit-learn's digits."""

_SAMPLED_ABOVE = 50_000_000


@dataclass(frozen=True)
class PixelRule:
    """Values `low`..`high` become 0..255, cut off outside; `text` says so."""

    low: float
    high: float
    text: str
    gone: int = 0
    notes: tuple[str, ...] = ()

    def apply(self, pixels: Array) -> Array:
        """`pixels` (k, h, w, c) of any real type as uint8; pixels not finite become magenta."""
        if pixels.dtype == np.uint8 and (self.low, self.high) == (0, 255):
            return self._marked(pixels, None)
        wide = pixels.astype(np.float32 if pixels.dtype.itemsize < 4 else np.float64)
        finite = np.isfinite(wide)
        known = np.where(finite, wide, 0)
        flat = self.high == self.low
        unit = known - self.low if flat else share_between(self.low, self.high, known)
        scaled = (np.clip(unit, 0, 1) * 255 + 0.5).astype(np.uint8)
        return self._marked(scaled, None if finite.all() else ~finite.all(axis=-1))

    def _marked(self, pixels: Array, gone: Array | None) -> Array:
        if not self.gone:
            return pixels
        if pixels.shape[-1] == 1:
            pixels = np.repeat(pixels, 3, axis=-1)
        if gone is not None:
            pixels[gone] = MAGENTA[: pixels.shape[-1]]
        return pixels


def pixel_rule(pixels: Array, where: str) -> PixelRule:
    """The rule for an image stack of one type, after a look at its values.

    bool: 0 and 1. uint8: as it is, or 0 and 1. Other integers: 0..255, 0..4095 or 0..65535, the
    first that holds all values. Floats: 0..1, -1..1 or 0..255 likewise, but where none is above a
    quarter of 255 the largest is white. Anything else is stretched from its smallest to its
    largest value, with a warning.
    """
    kind = pixels.dtype.kind
    if kind == "b":
        return PixelRule(0, 1, "bool: false black, true white")
    if kind not in "iuf":
        raise DataError(f"{where}: got {pixels.dtype}, expected pixels as numbers", code="HDV-I1")
    low, high, gone = _extremes(pixels)
    notes = _gone_notes(where, gone)
    if kind == "f":
        return _float_rule(low, high, gone, notes, where)
    return _integer_rule(low, high, pixels.dtype, where)


def _integer_rule(low: float, high: float, dtype: np.dtype[Any], where: str) -> PixelRule:
    if low >= 0 and high == 1:
        return PixelRule(0, 1, f"{dtype}: only 0 and 1 found; 0 black, 1 white")
    if dtype == np.uint8:
        return PixelRule(0, 255, "uint8: as it is")
    for top in (255, 4095, 65535):
        if low >= 0 and high <= top:
            return PixelRule(0, top, f"{dtype}: 0 to {top:,} shown as black to white")
    return _stretched(low, high, 0, (), str(dtype), where)


def _float_rule(
    low: float, high: float, gone: int, notes: tuple[str, ...], where: str
) -> PixelRule:
    for bottom, top in ((0.0, 1.0), (-1.0, 1.0)):
        if low >= bottom - _TOLERANCE and high <= top + _TOLERANCE:
            text = f"float: {bottom:g} to {top:g} shown as black to white"
            cut = (f"{where}: values from {low:.3g} to {high:.3g} cut to {bottom:g} to {top:g}",)
            outside = low < bottom - 1e-6 or high > top + 1e-6
            return PixelRule(bottom, top, text, gone, notes + (cut if outside else ()))
    if low >= 0 and high <= DIM:
        text = f"float: 0 to {high:.4g} shown as black to white"
        said = f"{where}: values up to {high:.4g} taken as white; pass 0 to 1 or 0 to 255 to say so"
        return PixelRule(0, high, text, gone, (*notes, said))
    if low >= 0 and high <= 255:
        return PixelRule(0, 255, "float: 0 to 255 shown as black to white", gone, notes)
    return _stretched(low, high, gone, notes, "float", where)


def _stretched(
    low: float, high: float, gone: int, notes: tuple[str, ...], dtype: str, where: str
) -> PixelRule:
    text = f"{dtype}: {low:.4g} to {high:.4g} stretched to black to white"
    said = f"{where}: values from {low:.4g} to {high:.4g} fit no usual range; {text}"
    return PixelRule(low, high, text, gone, (*notes, said))


def _gone_notes(where: str, gone: int) -> tuple[str, ...]:
    if not gone:
        return ()
    return (f"{where}: {count(gone, 'value')} NaN or infinite; drawn in magenta",)


def _extremes(pixels: Array) -> tuple[float, float, int]:
    """Smallest and largest finite value and how many are not finite; (0, 0) for none."""
    low, high, gone = np.inf, -np.inf, 0
    for chunk in _parts(pixels):
        smallest, largest = float(chunk.min()), float(chunk.max())
        if not np.isfinite(smallest) or not np.isfinite(largest):
            finite = chunk[np.isfinite(chunk)]
            gone += chunk.size - finite.size
            if not finite.size:
                continue
            smallest, largest = float(finite.min()), float(finite.max())
        low, high = min(low, smallest), max(high, largest)
    return (low, high, gone) if low <= high else (0.0, 0.0, gone)


def _parts(pixels: Array) -> Iterator[Array]:
    """All images in pieces, or for a big memory map 256 of them spread evenly."""
    if not pixels.size:
        return
    step = max(1, (1 << 20) // pixels[0].size)
    starts = range(0, len(pixels), step)
    if mapped(pixels) is not None and pixels.size > _SAMPLED_ABOVE:
        starts_sampled = np.unique(np.linspace(0, len(pixels) - 1, 256).astype(int))
        for start in starts_sampled.tolist():
            yield np.asarray(pixels[start : start + 1])
        return
    for start in starts:
        yield np.asarray(pixels[start : start + step])
