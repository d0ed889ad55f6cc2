"""A line of a journal says what it said, or nothing."""

import pytest

from hdvis.workspace import Edit
from hdvis.workspace.lines import read, written

LINE = written(
    3, "2026-12-01T12:00:00.000", Edit("step", {"selection": "grün\u2028\ud800", "n": 1})
)


def test_what_was_written_is_read():
    assert read(LINE.rstrip(b"\n")) == (
        3,
        "2026-12-01T12:00:00.000",
        Edit("step", {"selection": "grün\u2028\ud800", "n": 1}),
    )


@pytest.mark.parametrize("cut", range(0, len(LINE) - 1, 7))
def test_a_torn_line_says_nothing(cut):
    assert read(LINE[:cut]) is None


def test_a_changed_byte_is_noticed():
    assert read(LINE[:-3].replace(b"step", b"sted")) is None


def test_a_line_holds_no_newline_of_its_own():
    assert written(1, "", Edit("set", {"text": "a\nb\r"})).count(b"\n") == 1
