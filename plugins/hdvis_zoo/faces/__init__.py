"""Faces drawn by program, with the ground truth that drew them."""

from .drawn import DrawnFaces, drawn_faces
from .factors import FACTORS
from .portrait import draw
from .structure import ATTRIBUTES, STRUCTURE, probability

__all__ = [
    "ATTRIBUTES",
    "FACTORS",
    "STRUCTURE",
    "DrawnFaces",
    "draw",
    "drawn_faces",
    "probability",
]
