"""The continuous factors of a drawn face, given its attributes."""

import numpy as np

FACTORS: dict[str, str] = {
    "turn": "head turn, -1 left to 1 right",
    "tilt": "head tilt, -1 to 1 (about nine degrees)",
    "light": "side the light comes from, -1 left to 1 right",
    "brightness": "exposure of the whole picture, -1 dark to 1 bright",
    "hue": "hue of the background on its circle, 0 to 1",
    "shirt": "place on the clothes palette, 0 to 1",
    "size": "size of the head, -1 small to 1 large",
    "skin_tone": "0 lightest to 1 darkest",
    "hair_length": "0 cropped to 1 below the shoulders",
    "mouth_curve": "-1 frown to 1 broad smile",
    "face_width": "-1 narrow to 1 wide",
    "eye_size": "-1 small to 1 large",
}


def _bell(u: np.ndarray) -> np.ndarray:
    """Uniform (n,) to a bounded bell on -1..1 (the sine law's inverse)."""
    return 2.0 / np.pi * np.arcsin(2.0 * u - 1.0)


def sample_factors(uniform: np.ndarray, has: dict[str, np.ndarray]) -> np.ndarray:
    """Factors (n, f) float32 from uniform numbers (n, f); `has` maps an attribute to (n,) bool."""
    u = dict(zip(FACTORS, uniform.T, strict=True))
    dark = 0.10 + 0.62 * u["skin_tone"] + 0.28 * has["Black_Hair"] * u["skin_tone"]
    tone = np.where(has["Blond_Hair"], 0.10 + 0.45 * u["skin_tone"], dark)
    tone = np.where(has["Pale_Skin"], 0.06 * u["skin_tone"], tone)
    short, long = 0.22 * u["hair_length"], 0.35 + 0.65 * u["hair_length"]
    smile = np.where(has["Smiling"], 0.50 + 0.50 * u["mouth_curve"], 0.45 * u["mouth_curve"] - 0.25)
    values = {
        "turn": _bell(u["turn"]),
        "tilt": _bell(u["tilt"]),
        "light": 2.0 * u["light"] - 1.0,
        "brightness": _bell(u["brightness"]),
        "hue": u["hue"],
        "shirt": u["shirt"],
        "size": _bell(u["size"]),
        "skin_tone": tone,
        "hair_length": np.where(has["Bald"], 0.0, np.where(has["Male"], short, long)),
        "mouth_curve": smile,
        "face_width": np.clip(_bell(u["face_width"]) * 0.8 + 0.2 * has["Male"], -1, 1),
        "eye_size": _bell(u["eye_size"]),
    }
    return np.stack([values[name] for name in FACTORS], axis=1).astype(np.float32)
