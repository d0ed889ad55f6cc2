"""FuncDistance measures columns over the selected rows, and plots a pair."""

import numpy as np
import pytest
from hdvis_topology.func_distance import FuncDistance

from hdvis.data import Dataset
from hdvis.selection import Range
from hdvis.testing.harness import Harness


@pytest.fixture
def room(rng):
    x = rng.normal(size=500)
    values = np.stack([x, np.abs(x), rng.normal(size=500), np.ones(500)], axis=1)
    with Harness(Dataset.from_arrays(values, names=["x", "size", "noise", "one"])) as made:
        yield made


@pytest.fixture
def module(room):
    made = room.place(FuncDistance).module
    room.settle()
    return made


def test_all_rows_count_while_nothing_is_selected(room, module):
    expected = np.corrcoef(room.state.dataset.vectors[:, :3].T)
    assert np.array(module.view.values, float)[:3, :3] == pytest.approx(expected, abs=1e-5)
    assert module.view.values[3][0] is None
    assert module.view.note == "over 500 rows"


def test_a_selection_changes_the_answer(room, module):
    module.select(Range("x", 0.0))
    room.settle()
    assert module.view.values[0][1] == pytest.approx(1.0)
    assert "selected rows" in module.view.note


@pytest.mark.parametrize("measure", ["Spearman", "mutual information", "distance correlation"])
def test_other_measures_see_what_they_can(room, module, measure):
    module.view._handle_msg({"type": "measure", "name": measure})
    room.settle()
    found = abs(module.view.values[0][1])
    assert found < 0.2 if measure == "Spearman" else found > 0.4


def test_a_cell_is_plotted(room, module):
    module.view._handle_msg({"type": "pick", "row": 0, "column": 2})
    assert room.state.embedding.names == ("x", "noise")
