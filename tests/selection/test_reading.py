"""What is typed or pasted becomes a condition, or a sentence that says what is wrong."""

import numpy as np
import pytest

from hdvis.data import Dataset
from hdvis.errors import DataError
from hdvis.selection import (
    OneOf,
    Range,
    Rows,
    read_expression,
    read_pasted,
    search_predicate,
)


@pytest.fixture
def table():
    labels = {
        "kind": ["Red Fox", "red deer", "grey wolf", None],
        "place": ["north wood", "south wood", "north hill", "red hill"],
        "id": ["GSM-1", "GSM-2", "GSM-3", "GSM-4"],
    }
    return Dataset.from_arrays(np.arange(8.0).reshape(4, 2), labels=labels)


def rows(predicate, table):
    return np.flatnonzero(predicate.mask(table)).tolist()


def test_a_wrong_name_is_answered_with_near_ones(table):
    with pytest.raises(DataError, match="no column named 'kinds'; did you mean kind"):
        read_expression("kinds == 'grey wolf'", table)


@pytest.mark.parametrize("text", ["rows[2, 4]", "x0 > 1 and not rows[0:9]", "rows[7] ^ all"])
def test_rows_that_are_not_there_are_refused(table, text):
    with pytest.raises(DataError, match="expected rows from 0 to 3"):
        read_expression(text, table)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x0 > 1.5", Range("x0", 1.5, strict=(True, False))),
        ("0, 2", Rows.of([0, 2])),
        ("3\n1\n\n2\n", Rows.of([1, 2, 3])),
        ("1;2", Rows.of([1, 2])),
        ("GSM-2, GSM-4", OneOf("id", ("GSM-2", "GSM-4"))),
        ("GSM-2\nGSM-4\nGSM-2\n", OneOf("id", ("GSM-2", "GSM-4"))),
        ("Red Fox\ngrey wolf", OneOf("kind", ("Red Fox", "grey wolf"))),
        ("rows[0:2]", Rows.of([0, 1])),
    ],
)
def test_an_expression_rows_or_labels_can_be_pasted(table, text, expected):
    assert read_pasted(text, table) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  \n", "got no text"),
        ("1, 2, 9", "names row 9, expected rows from 0 to 3"),
        ("GSM-1 GSM-9 GSM-7", "2 of 3 entries are no label, the first 'GSM-9'"),
        ("GSM-1\ngrey wolf", "belong to several columns"),
        ("x0 >", "invalid syntax"),
        ("absent", "no column named 'absent'"),
    ],
)
def test_a_wrong_paste_says_what_is_wrong(table, text, words):
    with pytest.raises(DataError, match=words):
        read_pasted(text, table)


def test_a_search_is_a_condition_with_a_text_of_its_own(table):
    found = search_predicate("red north", table)
    assert rows(found, table) == [0]
    assert rows(read_expression(found.text(), table), table) == [0]
    assert search_predicate("x0 > 1", table) == Range("x0", 1, strict=(True, False))


def test_a_word_in_very_many_labels_is_meant_by_its_rows():
    names = [f"sample {i}" for i in range(500)]
    table = Dataset.from_arrays(np.zeros((500, 1)), labels={"name": names})
    found = search_predicate("sample 4", table)
    assert rows(found, table) == [i for i in range(500) if "4" in str(i)]
    assert "rows[" in found.text()
    assert search_predicate("sample 4", table) == found
