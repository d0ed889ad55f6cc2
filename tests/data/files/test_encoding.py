"""Tables that are not in UTF-8 are read where their encoding is certain, or named."""

import pytest
from data.bad_inputs import written

from hdvis import load
from hdvis.errors import DataError

WORDS = "name,size\nBjörn,1\ncafé,2\n3 € — “naïve”,3\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_western_words_come_in_whole(tmp_path, encoding):
    made = load(written(tmp_path, "a.csv", WORDS.encode(encoding)))
    assert made.labels["name"].full_text() == ["Björn", "café", "3 € — “naïve”"]
    assert made.vector_names == ("size",)
    said = [note for note in made.warnings if "Windows-1252" in note]
    assert len(said) == (encoding == "cp1252")


def test_a_header_of_western_words_comes_in_whole(tmp_path):
    made = load(written(tmp_path, "a.csv", "größe,höhe\n1,2\n3,4\n".encode("latin-1")))
    assert made.vector_names == ("größe", "höhe")
    made = load(written(tmp_path, "a.txt", "größe höhe\n1 2\n3 4\n".encode("latin-1")))
    assert made.vector_names == ("größe", "höhe")


RUSSIAN = "имя,n\nмир,1\n"


def test_what_is_not_certain_is_named_with_its_line_and_what_to_do(tmp_path):
    path = written(tmp_path, "a.csv", b"a,n\nplain,1\n" + RUSSIAN.encode("cp1251")[6:])
    with pytest.raises(DataError, match=r'a.csv: line 3 is not UTF-8 .*encoding="latin-1"'):
        load(path)


def test_the_encoding_that_is_given_is_used(tmp_path):
    path = written(tmp_path, "a.csv", RUSSIAN.encode("cp1251"))
    assert load(path, encoding="cp1251").labels["имя"].full_text() == ["мир"]
    with pytest.raises(DataError, match="expected one that Python knows"):
        load(path, encoding="nonsense")


def test_a_character_at_the_border_of_two_pieces_is_whole(tmp_path, monkeypatch):
    from hdvis.data.files import encoding

    monkeypatch.setattr(encoding, "_CHUNK", 5)
    assert encoding.encoding_of(written(tmp_path, "a.csv", "aaaaéééé\n".encode())) == "utf-8"
    cut = written(tmp_path, "b.csv", "aaaaé".encode()[:-1] + b"\n")
    assert encoding._first_foreign(cut) == 4
