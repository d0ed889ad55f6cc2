"""What a view is: the contract, the options it declares and the pane it stands in."""

from hdvis.modules.base import Module
from hdvis.modules.declared import declared_params, params_of
from hdvis.modules.pane import Pane
from hdvis.modules.params import ColumnName, ColumnNames, ImagesName, SpaceName

__all__ = [
    "ColumnName",
    "ColumnNames",
    "ImagesName",
    "Module",
    "Pane",
    "SpaceName",
    "declared_params",
    "params_of",
]
