"""Data in: arrays, tables, images and files as one read-only dataset."""

from hdvis.data.arrays.convert import as_vectors
from hdvis.data.columns import Column
from hdvis.data.dataset import Dataset
from hdvis.data.files.by_suffix import load
from hdvis.data.function import Function
from hdvis.data.images.image_set import Images

__all__ = ["Column", "Dataset", "Function", "Images", "as_vectors", "load"]
