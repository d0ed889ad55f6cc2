"""One declaration says what loading clears, what undo takes back and what a script may put."""

import numpy as np
import param
import pytest

from hdvis import Dataset, HdvisError, Slot, Visualizer, hookimpl
from hdvis.errors import DataError
from hdvis.state import CORE_SLOTS, State, Undo, make_state

ROWS = Dataset.from_arrays([[0.0, 1], [2, 3]], labels={"kind": ["a", "b"]})


def read(source, given, *, scale=1.0):
    """A depth is a number, times `scale`, or "rows", as many as there are."""
    return float(given.dataset.n if source == "rows" else source) * scale


class Depths:
    """A plugin with slots of both forms, one of them the core's."""

    @hookimpl
    def hdvis_slots(self):
        return {
            "depth": Slot(float, 0.0, "How deep.", read=read, merge=max, undone=True),
            "keep": Slot(str, "here", kept=True),
            "top": Slot(int, fresh=lambda dataset: dataset.n),
            "old": param.Parameter(3, doc="As plugins wrote it before."),
            "selection": Slot(str, "mine"),
        }


@pytest.fixture
def vis():
    made = Visualizer("Table", dataset=ROWS, plugins=[Depths()])
    yield made
    made.stop()


def test_loading_leaves_what_each_slot_says(vis):
    state = vis.session.state
    state.param.update(depth=2.0, keep="there", top=9, old=4)
    state.load(Dataset.from_arrays(np.ones((5, 2))))
    assert (state.depth, state.keep, state.top, state.old) == (0.0, "there", 5, 3)


def test_put_reads_checks_and_merges(vis):
    first = vis.open()
    vis.put("depth", "2.5", scale=2.0)
    vis.put("depth", "rows")
    later = vis.open()
    assert (first.state.depth, later.state.depth) == (5.0, 5.0)
    vis.put("selection", "x0 > 1")
    assert vis.selection.rows().tolist() == [1]
    assert vis.open().state.selection.count(ROWS) == 1


@pytest.mark.parametrize(
    ("name", "value", "how", "says"),
    [("depht", 1, {}, 'did you mean "depth"'), ("keep", 3, {}, r"got a int \(3\), expected a str"),
     ("keep", "x", {"scale": 2}, "keep takes no scale")],
)  # fmt: skip
def test_what_cannot_be_put_is_said(vis, name, value, how, says):
    with pytest.raises(DataError, match=says):
        vis.put(name, value, **how)


def test_a_clash_of_slots_is_a_listed_problem(vis):
    (problem,) = vis.catalog.manager.problems
    assert "the slot selection is hdvis's" in problem.text
    assert not vis.selection


def test_undo_takes_back_the_slots_that_say_so(vis):
    session = vis.session
    vis.select([0])
    session.state.depth = 4.0
    session.state.top = 1
    session.undo.undo()
    assert (session.state.depth, session.state.top) == (0.0, 1)
    assert vis.selection.rows().tolist() == [0]
    session.undo.undo()
    assert not vis.selection


def test_what_a_program_does_of_its_own_accord_is_nobodys_step():
    state = make_state({"found": Slot(str, undone=True)})
    state.load(ROWS)
    undo = Undo(state)
    state.saved = {"a": state.selection}
    with undo.unrecorded():
        state.found = "by itself"
    undo.undo()
    assert (state.found, state.saved) == ("by itself", {})
    undo.redo()
    assert (state.found, set(state.saved)) == ("by itself", {"a"})
    assert len(undo.history.past) == 1


def test_a_waiting_pane_says_what_the_slot_says(vis):
    from hdvis import Module
    from hdvis.testing import Harness

    class Diver(Module):
        """Needs a depth that nobody gives."""

        title = "Diver"
        needs = ("water",)

        def __panel__(self):
            raise AssertionError("drawn without what it needs")

    class Water:
        @hookimpl
        def hdvis_slots(self):
            return {"water": Slot(waiting="Waiting for water.\nOpen the tap.")}

    from hdvis.hooks import Catalog, create_manager

    catalog = Catalog.of(create_manager(discover=False, extra=[Water()]))
    with Harness(ROWS, catalog=catalog) as harness:
        assert harness.place(Diver).part.note == "Waiting for water.\nOpen the tap."


@pytest.mark.parametrize("name", [n for n, slot in CORE_SLOTS.items() if slot.example])
def test_the_examples_of_the_core_are_of_their_kind(name):
    slot = CORE_SLOTS[name]
    assert isinstance(slot.example(ROWS), slot.type)


def test_every_slot_of_the_core_is_described_and_typed():
    assert all(slot.doc for slot in CORE_SLOTS.values())
    assert set(CORE_SLOTS) <= set(State.__annotations__)


def test_a_value_that_does_not_go_with_the_data_is_let_go(vis):
    vis.add_directions({"up": [0.0, 1.0]})
    vis.data.set_data(np.ones((4, 7)))
    assert vis.open().state.directions is None
    with pytest.raises(HdvisError, match="expected"):
        vis.put("focus", object())
