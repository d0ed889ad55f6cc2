"""The colours of a drawn face: a few ramps, interpolated."""

import numpy as np

SKIN = (
    (0.995, 0.905, 0.860),
    (0.975, 0.845, 0.760),
    (0.930, 0.755, 0.635),
    (0.830, 0.620, 0.480),
    (0.660, 0.450, 0.330),
    (0.480, 0.310, 0.230),
)
CLOTHES = (
    (0.235, 0.330, 0.470),
    (0.300, 0.480, 0.520),
    (0.420, 0.560, 0.440),
    (0.850, 0.680, 0.400),
    (0.800, 0.460, 0.390),
    (0.560, 0.350, 0.450),
)
BACKGROUND = (
    (0.730, 0.820, 0.880),
    (0.730, 0.860, 0.820),
    (0.850, 0.880, 0.760),
    (0.955, 0.895, 0.760),
    (0.960, 0.830, 0.780),
    (0.880, 0.800, 0.880),
)
HAIR = {
    "Black_Hair": (0.135, 0.120, 0.140),
    "Blond_Hair": (0.890, 0.735, 0.430),
    "Brown_Hair": (0.430, 0.270, 0.170),
    "Gray_Hair": (0.720, 0.720, 0.740),
}


def ramp(stops: tuple[tuple[float, float, float], ...], place: np.ndarray) -> np.ndarray:
    """Colours (n, 3) float32 at `place` (n,) in 0..1 along `stops`."""
    table = np.asarray(stops)
    at = np.linspace(0.0, 1.0, len(table))
    return np.stack([np.interp(place, at, c) for c in table.T], axis=1).astype(np.float32)


def circle(stops: tuple[tuple[float, float, float], ...], place: np.ndarray) -> np.ndarray:
    """The same on a closed ramp, whose end meets its beginning."""
    return ramp((*stops, stops[0]), np.mod(place, 1.0))


def hair(has: dict[str, np.ndarray], skin: np.ndarray) -> np.ndarray:
    """Hair (and brow, and beard) colours (n, 3); a bald head keeps dark brown brows."""
    colour = np.tile(np.float32([0.30, 0.20, 0.15]), (len(skin), 1))
    for name, value in HAIR.items():
        colour[has[name]] = value
    return colour
