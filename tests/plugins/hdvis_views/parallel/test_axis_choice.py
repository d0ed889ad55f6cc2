"""As many axes as there is room for, and the caption says which."""

import numpy as np
import pytest
from hdvis_views.parallel.axis_choice import (
    Order,
    candidates,
    correlated,
    effective_ranking,
    fitting,
)

from hdvis.data import Dataset
from hdvis.state import SessionTable


@pytest.mark.parametrize(
    ("count", "width", "shown"),
    [(16, 800, 16), (64, 800, 13), (512, 3000, 16), (512, 100, 4), (3, 40, 4), (1, 800, 1)],
)
def test_axes_are_as_many_as_have_room(count, width, shown):
    assert fitting(count, width) == shown
    assert fitting(count, width, 30) == 30


def test_labels_join_where_all_columns_fit():
    labels = {"kind": ["a", "b", "a"]}
    table = SessionTable(Dataset.from_arrays(np.eye(3), labels=labels), {})
    assert candidates([], table, lambda count: 8) == ["x0", "x1", "x2", "kind"]
    assert candidates([], table, lambda count: 3) == ["x0", "x1", "x2"]
    assert candidates(["kind", "gone", "kind"], table, lambda count: 8) == ["kind"]
    assert correlated(["gone", "kind", "x1"], table.columns) == "x1"


def test_a_ranking_that_cannot_be_done_is_by_variance():
    assert effective_ranking("automatic", True, False, "") == "given order"
    assert effective_ranking("automatic", False, True, "") == "variance"
    assert effective_ranking("separation", False, False, "") == "variance"
    assert effective_ranking("separation", False, True, "") == "separation"
    assert effective_ranking("correlation", False, True, "") == "variance"
    assert effective_ranking("correlation", False, True, "x1") == "correlation"


def test_the_caption_says_how_many_and_why():
    names = tuple(f"x{i}" for i in range(1064))
    assert Order(names[:1]).caption(0, 1) == "1 column"
    assert Order(names[:16]).caption(0, 16) == "all 16 columns"
    said = Order(names, "separation").caption(0, 12)
    assert said == "12 of 1,064 columns, ranked by what separates the selection"
    said = Order(names, "correlation", "z").caption(12, 12)
    assert said == "12 of 1,064 columns, from 13, ranked by correlation with z"
