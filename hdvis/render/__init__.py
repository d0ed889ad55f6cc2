"""Arrays to pixels: density planes, discs, lines, shades, colours, ticks, thumbnails and films."""

from hdvis.render.axes import AxisPlanes
from hdvis.render.axis_table import AxisTable
from hdvis.render.discs import DiscPlanes, point_planes
from hdvis.render.films import film_file
from hdvis.render.points import PointPlanes
from hdvis.render.thumbnails import Sheet, raw_rgba, sheet
from hdvis.render.ticks import number, signed, ticks, typeset
from hdvis.render.viewport import Viewport

__all__ = [
    "AxisPlanes",
    "AxisTable",
    "DiscPlanes",
    "PointPlanes",
    "Sheet",
    "Viewport",
    "film_file",
    "number",
    "point_planes",
    "raw_rgba",
    "sheet",
    "signed",
    "ticks",
    "typeset",
]
