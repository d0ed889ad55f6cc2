"""Training: what a run of `hdvis train` looked like after each stage."""

from hdvis_zoo.training.module import Training

__all__ = ["Training"]
