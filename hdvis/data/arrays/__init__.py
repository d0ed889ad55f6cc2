"""Numbers of any library as native, read-only arrays."""

from hdvis.data.arrays.interop import Array

__all__ = ["Array"]
