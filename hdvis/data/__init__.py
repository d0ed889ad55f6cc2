"""Data in: arrays, tables, images and files as one read-only dataset."""

from hdvis.data.arrays import as_vectors
from hdvis.data.columns import Column
from hdvis.data.dataset import Dataset
from hdvis.data.function import Function
from hdvis.data.images import Images
from hdvis.data.io import load

__all__ = ["Column", "Dataset", "Function", "Images", "as_vectors", "load"]
