"""Browser parts: each a small Python class beside a small script."""

from hdvis.components.axes_view import AxesView
from hdvis.components.bubble_view import BubbleView
from hdvis.components.esm import BrowserPart
from hdvis.components.evidence_view import EvidenceView
from hdvis.components.filter_list import FilterList
from hdvis.components.frame_part import FramePart
from hdvis.components.image_wall import ImageWall
from hdvis.components.lattice_view import LatticeView
from hdvis.components.matrix_view import MatrixView
from hdvis.components.metric_table import MetricTable
from hdvis.components.pair_view import PairView
from hdvis.components.raster_view import RasterView
from hdvis.components.run_panel import RunPanel
from hdvis.components.shell import Shell
from hdvis.components.split import Split
from hdvis.components.table_view import TableView
from hdvis.components.tabs import Tabs
from hdvis.components.traversal_view import TraversalView

__all__ = [
    "AxesView",
    "BrowserPart",
    "BubbleView",
    "EvidenceView",
    "FilterList",
    "FramePart",
    "ImageWall",
    "LatticeView",
    "MatrixView",
    "MetricTable",
    "PairView",
    "RasterView",
    "RunPanel",
    "Shell",
    "Split",
    "TableView",
    "Tabs",
    "TraversalView",
]
