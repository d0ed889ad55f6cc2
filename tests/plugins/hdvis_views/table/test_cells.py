"""Cells say what rows hold, with the digits that matter."""

import numpy as np
import pytest
from hdvis_views.table.cells import Cells, full_text

from hdvis.data import Column

EVERY = slice(None)


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([1.0, 1797.0, -3.0], ["1", "1,797", "−3"]),
        ([0.12345, -12.5, np.nan], ["0.12", "−12.50", ""]),
        ([0.001234, 0.5], ["0.0012", "0.5000"]),
        ([1e-9, 2.5e-7], ["1e−9", "2.5e−7"]),
        ([1e30, np.inf], ["1e30", "∞"]),
        ([2.0**60 + 1, 1.0], ["1.153e18", "1"]),
    ],
)
def test_numbers_of_a_column_have_the_same_sensible_digits(values, texts):
    column = Column("x", np.array(values))
    assert Cells().texts(column, EVERY) == texts


def test_long_and_hidden_text_is_made_visible():
    labels = ("a" * 1_000_000, "abc\u202egnp.exe", "<b>bold</b>")
    column = Column("name", np.array([0, 1, 2, -1], np.int32), "category", labels)
    cut, turned, markup, missing = Cells().texts(column, EVERY)
    assert (len(cut), cut[-1]) == (200, "…")
    assert turned == "abc[U+202E]gnp.exe"
    assert (markup, missing) == ("<b>bold</b>", "")
    whole = full_text(column, 0)
    assert whole.startswith("a" * 2000)
    assert whole.endswith("… (1,000,000 characters)")


def test_whole_numbers_beyond_floats_keep_every_digit():
    column = Column("id", np.array([2**60 + 1, -5], np.int64))
    assert Cells().texts(column, EVERY) == ["1,152,921,504,606,846,977", "−5"]
