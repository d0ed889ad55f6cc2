"""Density modes show joint densities, and NDDAV's names for them still open."""

import numpy as np
import pytest
from hdvis_views.parallel import ParallelCoordinate
from hdvis_views.scatter import ScatterPlot
from hdvis_views.scatter.drawing import density_size
from hdvis_views.summaries import SummaryParallel, SummaryScatter

from hdvis.data import Dataset
from hdvis.hooks import Catalog, create_manager
from hdvis.layout import parse_layout
from hdvis.selection import Clause, Range, Rows, Selection
from hdvis.testing import Harness

N = 900


@pytest.fixture
def room(rng):
    vectors = rng.normal(size=(N, 3)).astype(np.float32)
    with Harness(Dataset.from_arrays(vectors)) as room:
        yield room


def plane(picture, key):
    shape = picture["height"], picture["width"]
    return np.frombuffer(picture[key], np.uint8).reshape(shape)


def test_a_density_of_few_rows_has_cells_that_they_can_fill(room):
    made = room.place(ScatterPlot, drawing="density", gamma=1.0).module
    base = made.view.base
    assert (base["width"], base["height"]) == (64, 64)
    planes = made._planes
    counts = planes.counts.reshape(64, 64)
    assert counts.sum() == N
    expected = np.where(counts > 0, np.rint(1 + 254 * counts / counts.max()), 0)
    assert np.array_equal(plane(base, "all"), expected)


def test_the_density_of_a_selection_is_that_of_its_rows_alone(room):
    made = room.place(SummaryScatter).module
    rows = np.flatnonzero(room.state.dataset.vectors[:, 0] > 0.5)
    room.state.selection = Selection((Clause("peak", Rows.of(rows)),))
    room.settle()
    x, y = (room.state.table.columns[name].unit_values[rows] for name in ("x0", "x1"))
    view = made._planes.viewport
    frame = ((view.y0, view.y1), (view.x0, view.x1))
    counts = np.histogram2d(y, x, bins=64, range=frame)[0][::-1]
    shown = plane(made.view.chosen, "plane")
    assert np.abs((shown > 0).astype(int) - (counts > 0)).sum() <= 4  # edges of cells are rounded
    assert shown.max() == 255


def test_a_million_rows_are_counted_by_pixel():
    assert density_size(1_000_000, (640, 480)) == (640, 480)
    assert density_size(10_000, (640, 480)) == (200, 200)
    assert density_size(0, (640, 480)) == (64, 64)


def test_a_row_is_met_in_a_density_as_near_as_elsewhere(room):
    dense = room.place(ScatterPlot, drawing="density").module
    exact = room.place(ScatterPlot, drawing="points").module
    assert dense._reach / dense._planes.width == pytest.approx(exact._reach / exact._planes.width)


def test_few_rows_are_lines_or_a_density(room):
    lines, density = (
        room.place(ParallelCoordinate, drawing=how).module for how in ("automatic", "density")
    )
    assert lines.view.base["soft"]
    assert not density.view.base["soft"]
    assert density._planes.few == 0
    room.state.selection = Selection((Clause("a", Range("x0", lo=1)),))
    room.settle()
    assert not density.view.chosen["soft"]
    assert density.view.chosen["plane"] != lines.view.chosen["plane"]


def test_another_curve_draws_the_same_rows_in_other_shades(room):
    made = room.place(SummaryParallel).module
    before = plane(made.view.base, "all")
    made.gamma = 1.5
    room.settle()
    after = plane(made.view.base, "all")
    assert np.array_equal(before > 0, after > 0)
    assert before.mean() > after.mean()


def test_nddavs_names_open():
    catalog = Catalog.of(create_manager())
    layout = parse_layout({"row": ["Summary P.C.", "Summary Scatter"]}, catalog)
    assert not layout.warnings
    assert [SummaryParallel.title, SummaryScatter.title] == ["Summary P.C.", "Summary Scatter"]
