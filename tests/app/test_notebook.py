"""What a cell showed ends when it runs again; other cells and the same run go on."""

import gc

from hdvis.app.notebook import Cells


def test_a_cell_that_runs_again_closes_what_it_showed(visualizer):
    vis, cells = visualizer(), Cells()
    first, beside, elsewhere, second = (vis.open() for _ in range(4))
    cells.show(first, "a", 1)
    cells.show(beside, "a", 1)
    cells.show(elsewhere, "b", 2)
    assert first.is_open
    assert beside.is_open
    cells.show(second, "a", 3)
    assert [s.is_open for s in (first, beside, elsewhere, second)] == [False, False, True, True]


def test_a_session_that_is_gone_already_is_no_hindrance(visualizer):
    cells = Cells()
    cells.show(visualizer().open(), "a", 1)
    gc.collect()
    session = visualizer().open()
    cells.show(session, "a", 2)
    assert session.is_open
