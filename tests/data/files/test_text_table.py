"""Whitespace tables of every spelling come out as columns."""

import numpy as np
import pytest
from data.bad_inputs import written

from hdvis.data.files.text_table import read_text_table
from hdvis.errors import DataError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 2\n3 4\n", {"x0": [1, 3], "x1": [2, 4]}),
        ("a b\n1 2\n3 4\n", {"a": [1, 3], "b": [2, 4]}),
        ("# note\na\tb\n\n1\t2\n", {"a": [1], "b": [2]}),
        ("2\na b\n7 1 2\n8 3 4\n", {"id": [7, 8], "a": [1, 3], "b": [2, 4]}),
        ("a b\np.jpg 1 -1\nq.jpg -1 1\n", {"id": ["p.jpg", "q.jpg"], "a": [1, -1], "b": [-1, 1]}),
        ("\ufeff1e3 nan\n-2 inf\n", {"x0": [1000, -2], "x1": [np.nan, np.inf]}),
    ],
)
def test_each_spelling_is_read(tmp_path, text, expected):
    found = read_text_table(written(tmp_path, "a.txt", text.encode()))
    assert list(found) == list(expected)
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], np.array(values, found[name].dtype))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a b\n1 2\n3\n", "line 3: 1 values, expected 2"),
        ("a a\n1 2\n", "`a` appears 2 times"),
        ("a b c d\n1 2\n", "line 1: 4 names for 2 columns"),
        ("# only a note\n", "holds no rows"),
        ("a b\n", "holds a header and no rows"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path, text, words):
    with pytest.raises(DataError, match=f"a.txt: {words}"):
        read_text_table(written(tmp_path, "a.txt", text.encode()))
