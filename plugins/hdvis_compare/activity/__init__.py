"""Activity: which units of a latent space a training brings to life, and its losses."""

from hdvis_compare.activity.module import Activity

__all__ = ["Activity"]
