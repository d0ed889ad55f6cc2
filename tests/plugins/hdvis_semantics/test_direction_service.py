"""The directions slot is filled from labels and from selections."""

import numpy as np
import pytest
from hdvis_semantics.direction_service import contrast, fit_labels, free_name
from hdvis_semantics.slots import SLOTS

from hdvis.errors import DataError
from hdvis.selection import Clause, Range, Selection
from hdvis.state import RowSets, SessionTable, make_state


def selected(lo):
    return Selection((Clause("test", Range("x1", lo)),))


def test_every_label_has_a_direction_along_its_truth(world):
    made = fit_labels(world.dataset, "vectors", None)
    assert made.names == ("hat", "smile", "noise", "size")
    assert made.normals[0] @ [1, 0, 0, 0, 0, 0] > 0.97
    assert made.normals[1] @ [0.6, 0.8, 0, 0, 0, 0] > 0.97
    assert made.normals[3] @ [0, 0, 0, 1, 0, 0] > 0.999
    assert fit_labels(world.dataset, "vectors", None) is made


def test_a_selection_has_the_direction_that_separates_it(world):
    rows = RowSets(SessionTable(world.dataset, {}), selected(0.5))
    made, mask = contrast(rows, "vectors", None, "bright")
    np.testing.assert_array_equal(mask, world.latents[:, 1] >= 0.5)
    assert made.names == ("bright",)
    assert made.normals[0][1] > 0.95


@pytest.mark.parametrize(("lo", "count"), [(1e9, "0"), (-1e9, "400")])
def test_a_direction_needs_rows_on_both_sides(world, lo, count):
    rows = RowSets(SessionTable(world.dataset, {}), selected(lo))
    with pytest.raises(DataError, match=f"{count} of 400 rows are selected"):
        contrast(rows, "vectors", None, "x")


def test_a_saved_selection_gives_its_name_to_the_direction(world):
    state = make_state(SLOTS)
    state.load(world.dataset)
    state.selection = selected(0.5)
    assert free_name(state) == "selection 1"
    state.saved = {"bright ones": state.selection}
    assert free_name(state) == "bright ones"
    state.directions = fit_labels(world.dataset, "vectors", None).rename("hat", "bright ones")
    assert free_name(state) == "selection 1"


def test_directions_are_fitted_again_for_another_space(world):
    other = world.dataset.with_space("half", np.ascontiguousarray(world.latents[:, :3]))
    assert fit_labels(other, "half", None).d == 3
    assert fit_labels(other, "vectors", None).d == 6
