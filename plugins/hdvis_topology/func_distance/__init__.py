"""FuncDistance: how much columns have to do with each other over the selected rows."""

from hdvis_topology.func_distance.module import FuncDistance

__all__ = ["FuncDistance"]
