"""Files and folders as datasets."""

from hdvis.data.files.by_suffix import load

__all__ = ["load"]
