"""Work on the same data is found again, and one tab at a time has the pen."""

import numpy as np
import pytest

from hdvis.app import Visualizer
from hdvis.workspace import kept_workspaces

X = np.random.default_rng(9).normal(size=(120, 3))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HDVIS_STATE_DIR", str(tmp_path))
    return tmp_path


class Visit:
    """A visualizer as `show` opens it, with tabs that no browser shows."""

    def __init__(self, data=X, layout=None):
        self.vis = Visualizer(layout, dataset=data)
        self.vis.app.autosave = True

    def tab(self):
        return self.vis.app.open(kept=True)

    def end(self):
        self.vis.app.stop()


def said(page):
    return page.shell.kept


def test_the_next_visit_goes_on(folder):
    first = Visit()
    first.tab()
    first.vis.select("x0 > 1")
    first.end()
    second = Visit()
    page = second.tab()
    assert page.session.state.selection.text() == "x0 > 1"
    assert said(page) == "saved"
    page.session.undo.undo()
    assert not page.session.state.selection
    second.end()


def test_the_arrangement_comes_back_unless_another_was_asked_for(folder):
    first = Visit()
    page = first.tab()
    page._arrange("explore")
    first.end()
    second = Visit()
    titles = {p.module.title for p in second.tab().session.panes.values()}
    assert "DimReduction" in titles
    second.end()
    third = Visit(layout="Table")
    assert [p.module.title for p in third.tab().session.panes.values()] == ["Table"]
    third.end()


def test_other_data_have_other_work(folder):
    first = Visit()
    first.tab()
    first.vis.select("x0 > 1")
    first.end()
    second = Visit(X + 1)
    assert not second.tab().session.state.selection
    second.end()
    assert len(kept_workspaces(folder)) == 2


def test_the_newest_tab_has_the_pen(folder):
    visit = Visit()
    first = visit.tab()
    visit.vis.select("x0 > 1")
    second = visit.tab()
    assert second.session.state.selection.text() == "x0 > 1"
    assert said(first) == "not saving: open in a newer tab, which keeps its work"
    visit.vis.select("x1 > 1")
    first.session.undo.undo()
    visit.end()
    assert Visit().tab().session.state.selection.text() == "x1 > 1"


def test_another_program_reads_what_is_kept_and_says_so(folder):
    first, second = Visit(), Visit()
    first.tab()
    first.vis.select("x0 > 1")
    first.vis.app._keeper._writer.flush()
    page = second.tab()
    assert page.session.state.selection.text() == "x0 > 1"
    assert said(page).startswith("not saving: open elsewhere too")
    first.end()
    second.end()


def test_other_rows_on_the_table_change_the_workspace(folder):
    visit = Visit()
    page = visit.tab()
    visit.vis.select("x0 > 1")
    visit.vis.data.set_data(X + 1)
    assert not page.session.state.selection
    visit.vis.select("x1 > 1")
    visit.vis.data.set_data(X)
    assert page.session.state.selection.text() == "x0 > 1"
    visit.end()


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("HDVIS_STATE_DIR", str(blocked))
    visit = Visit()
    page = visit.tab()
    visit.vis.select("x0 > 1")
    assert said(page).startswith("not saving: ")
    visit.end()


def test_nothing_is_kept_where_that_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("HDVIS_STATE_DIR", "none")
    visit = Visit()
    page = visit.tab()
    assert said(page) == ""
    visit.end()


def test_a_direction_made_from_a_selection_comes_back(folder):
    first = Visit()
    page = first.tab()
    first.vis.select("x0 > 1")
    page._on_message({"type": "action", "name": "make a direction"})
    (name,) = page.session.state.directions.names
    first.end()
    second = Visit()
    page = second.tab()
    assert page.session.state.directions.names == (name,)
    assert page.session.state.directions.origins == ("made",)
    second.end()


def test_a_direction_that_was_brought_comes_back_beside_fitted_ones(folder):
    labels = {"side": (X[:, 0] > 0).astype(str)}
    first = Visit()
    first.tab()
    first.vis.add_directions({"mine": [1.0, 2.0, 0.0]})
    first.vis.data.set_labels(labels)
    first.end()
    second = Visit()
    page = second.tab()
    assert "mine" in page.session.state.directions.names
    second.end()
