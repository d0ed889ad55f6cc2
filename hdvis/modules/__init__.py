"""What a view is: the contract, the options it declares and the frame it stands in."""

from hdvis.modules.base import Module
from hdvis.modules.frame import Frame
from hdvis.modules.params import ColumnName, ColumnNames, ImagesName, SpaceName

__all__ = ["ColumnName", "ColumnNames", "Frame", "ImagesName", "Module", "SpaceName"]
