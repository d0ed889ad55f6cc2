"""The page's own browser parts, and the base of those that stand beside their views."""

from hdvis.components.esm import BrowserPart
from hdvis.components.pane_part import PanePart
from hdvis.components.plane_view import PlaneView
from hdvis.components.shell import Shell
from hdvis.components.split import Split
from hdvis.components.tabs import Tabs

__all__ = ["BrowserPart", "PanePart", "PlaneView", "Shell", "Split", "Tabs"]
