"""What a view is: the contract, its options, the pane it stands in; and work without a view."""

from hdvis.modules.base import Module
from hdvis.modules.declared import declared_params, params_of
from hdvis.modules.pane import Pane
from hdvis.modules.params import ColumnName, ColumnNames, ImagesName, SpaceName
from hdvis.modules.service import Service

__all__ = [
    "ColumnName",
    "ColumnNames",
    "ImagesName",
    "Module",
    "Pane",
    "Service",
    "SpaceName",
    "declared_params",
    "params_of",
]
