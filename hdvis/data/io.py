"""Files read by their suffix."""

from pathlib import Path

from hdvis.data.dataset import Dataset


def load(path: str | Path) -> Dataset:
    """placeholder"""
    raise NotImplementedError
