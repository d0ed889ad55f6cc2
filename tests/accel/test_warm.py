"""After warming, no kernel is compiled by what views call."""

import importlib

import numpy as np
import pytest

from hdvis.accel import evaluate
from hdvis.accel.correlations import correlations
from hdvis.accel.warm import warm
from hdvis.data import Column
from hdvis.errors import Cancelled
from hdvis.render import AxisPlanes, AxisTable, DiscPlanes, PointPlanes, Viewport
from hdvis.selection import Box, Polygon

HOMES = ("masks", "lasso", "planes", "pairs", "pair_lines", "shades", "discs", "nearest")


def compiled():
    """How many kinds of arrays each kernel has been compiled for."""
    modules = [importlib.import_module(f"hdvis.accel.{name}") for name in (*HOMES, "correlations")]
    kernels = [(m.__name__, k, v) for m in modules for k, v in vars(m).items()]
    return {(m, k): len(v.signatures) for m, k, v in kernels if hasattr(v, "signatures")}


def look(n):
    """Everything the views ask for."""
    values = np.random.default_rng(0).random((3, n), np.float32)
    columns = [Column(f"x{i}", axis) for i, axis in enumerate(values)]
    table = type("Table", (), {"n": n, "spaces": {}, "columns": {c.name: c for c in columns}})()
    mask = evaluate(Box("x0", "x1", 0.1, 0.9, 0.1, 0.9), table)
    evaluate(Polygon("x0", "x1", ((0, 0), (1, 0), (0, 1))), table)
    x, y = columns[0].unit_values, columns[1].unit_values
    for kind in (PointPlanes, DiscPlanes):
        planes = kind(x, y, Viewport(), 30, 30)
        assert planes.all.any()
        planes.half().selected(mask)
        planes.by_category(np.arange(n) % 3, 3, mask)
        planes.by_value(x)
        planes.nearest(10, 10)
    axes = AxisPlanes(AxisTable(columns), [2, 0, 1], 60, 40, frozenset([1]))
    assert axes.all.any()
    axes.selected(mask)
    axes.half().selected(~mask)
    axes.nearest_line(10, 10, 20, mask)
    correlations(values.T, values[0])


@pytest.mark.parametrize("n", [500, 10_000])
def test_views_compile_nothing_after_warming(n):
    warm()
    known = compiled()
    look(n)
    assert compiled() == known


def test_warming_can_be_stopped():
    def stop(fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        warm(stop)
