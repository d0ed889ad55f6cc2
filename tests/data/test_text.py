"""Text is safe to keep, to show and to export."""

import pytest

from hdvis.data.text import clean, cleaned, count, display, natural_key, texts_of, visible


def test_cleaned_text_can_always_be_written_as_utf8():
    assert clean("a\ud800b\x00c").encode("utf-8") == "a\ufffdb\u2400c".encode()


def test_cleaning_counts_what_it_changed():
    assert cleaned(["ok", "\ud800", "\x00", "\x00\udfff"])[1:] == (2, 2)


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\ufeff", "\x07", "\u2066"])
def test_unseen_characters_are_written_out(unseen):
    assert visible(f"a{unseen}b") == f"a[U+{ord(unseen):04X}]b"


def test_display_cuts_and_says_so():
    assert display("x" * 300) == "x" * 199 + "…"
    assert display("x" * 200) == "x" * 200


def test_numbers_in_names_sort_by_value():
    names = ["img10.png", "IMG2.png", "img1.png", "b", "007"]
    assert sorted(names, key=natural_key) == ["007", "b", "img1.png", "IMG2.png", "img10.png"]


def test_counts_agree_with_their_noun():
    assert (count(1, "row"), count(1000, "row")) == ("1 row", "1,000 rows")


def test_broken_bytes_keep_what_can_be_read():
    assert texts_of([b"a\xff", 3]) == ["a\ufffd", "3"]
