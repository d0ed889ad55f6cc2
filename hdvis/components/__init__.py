"""Browser parts: each a small Python class beside a small script."""

from hdvis.components.esm import BrowserPart
from hdvis.components.frame_part import FramePart
from hdvis.components.image_wall import ImageWall
from hdvis.components.raster_view import RasterView
from hdvis.components.shell import Shell
from hdvis.components.split import Split
from hdvis.components.tabs import Tabs

__all__ = ["BrowserPart", "FramePart", "ImageWall", "RasterView", "Shell", "Split", "Tabs"]
