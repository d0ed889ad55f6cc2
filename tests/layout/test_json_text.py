"""JSON is read strictly, as the standard has it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdvis.errors import LayoutError, LimitError
from hdvis.layout.json_text import MAX_BYTES, read_bytes, read_file, read_text

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
leaves = st.none() | st.booleans() | texts | st.integers(-(2**53), 2**53) | st.floats(-9, 9)
values = st.recursive(
    leaves, lambda v: st.lists(v, max_size=3) | st.dictionaries(texts, v, max_size=3), max_leaves=9
)


@given(values)
def test_what_python_writes_is_read_as_python_reads_it(value):
    text = json.dumps(value)
    assert read_text(text) == read_bytes(text.encode()) == json.loads(text)


def test_brackets_and_comments_within_texts_do_not_count():
    value = {"a": "[[[" * 100 + "// {" * 100, "b": '\\"[' * 100}
    assert read_text(json.dumps(value)) == value


@pytest.mark.parametrize("text", ['"' + '\\"' * 900_000, '"' * 900_000, "\\" * 900_000])
def test_a_hostile_text_is_refused_in_one_pass(text):
    with pytest.raises(LayoutError):
        read_text(text)


def test_a_large_file_is_not_read(tmp_path):
    file = tmp_path / "large.json"
    with file.open("wb") as handle:
        handle.truncate(MAX_BYTES + 1)
    with pytest.raises(LimitError, match=r"large\.json"):
        read_file(file)


def test_the_file_is_named_in_the_message(tmp_path):
    file = tmp_path / "mine.json"
    file.write_text('{"row": [,]}')
    with pytest.raises(LayoutError, match=r"mine\.json: line 1, column 10"):
        read_file(file)
