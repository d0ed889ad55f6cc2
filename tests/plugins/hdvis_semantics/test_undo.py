"""A direction that a user makes is a step that can be taken back; those of labels are nobody's."""

from hdvis_semantics.direction_service import make_direction

from hdvis import Visualizer


def test_making_a_direction_is_undone_and_the_brush_stays(world):
    vis = Visualizer("Similarity Matrix", dataset=world.dataset)
    session = vis.open()
    fitted = session.state.directions.names
    vis.select("x1 > 0.5")
    make_direction(session)
    assert session.state.directions.names == (*fitted, "selection 1")
    session.undo.undo()
    assert session.state.directions.names == fitted
    assert vis.selection.count() > 0
    session.undo.undo()
    assert session.state.directions.names == fitted
    assert not vis.selection
    session.undo.redo()
    session.undo.redo()
    assert session.state.directions.names == (*fitted, "selection 1")
    vis.stop()
