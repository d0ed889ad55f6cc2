"""What a user types finds rows, or says what is wrong with it."""

import numpy as np
import pytest
from hdvis_views.expression_input import searched

from hdvis.data import Dataset
from hdvis.errors import DataError
from hdvis.state import SessionTable


@pytest.fixture
def table():
    labels = {
        "kind": ["Red Fox", "red deer", "grey wolf", None],
        "place": ["north wood", "south wood", "north hill", "red hill"],
    }
    return SessionTable(Dataset.from_arrays(np.arange(8.0).reshape(4, 2), labels=labels), {})


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("x0 > 1", [1, 2, 3]),
        ("kind == 'red deer' or x1 == 7", [1, 3]),
        ("red", [0, 1, 3]),
        ("red north", [0]),
        ("RED   fox", [0]),
        ("red and north", []),
        ("<script>", None),
        ("", [0, 1, 2, 3]),
    ],
)
def test_a_search_is_an_expression_or_words_in_labels(table, text, rows):
    if rows is None:
        with pytest.raises(DataError):
            searched(text, table)
    else:
        assert np.flatnonzero(searched(text, table)).tolist() == rows


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true') > 1", "x0.real > 1", "kind == x0()", "[].clear() == 1",
        "nearest(vectors, 999999, 3)", "x0 == 'red'", "(" * 500 + "x0",
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_an_error_and_never_run(table, text):
    with pytest.raises(DataError):
        searched(text, table)
