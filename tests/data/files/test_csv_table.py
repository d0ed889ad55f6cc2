"""Delimited tables are read as pandas reads them, with or without a header."""

import numpy as np
import pandas as pd
import pytest
from data.bad_inputs import written

from hdvis.data import load
from hdvis.data.files.csv_table import read_csv
from hdvis.data.files.text_checks import dialect_of
from hdvis.errors import DataError


@pytest.mark.parametrize(
    ("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "|"), ("a.tsv", "\t")]
)
def test_a_table_of_every_kind_comes_back(tmp_path, name, mark):
    frame = pd.DataFrame(
        {"x": [1.5, np.nan, -3e-9], "n": [1, 2, 3], "label": ["a", 'say "hi"', "ü"]}
    )
    frame.to_csv(tmp_path / name, sep=mark, index=False)
    made = load(tmp_path / name)
    np.testing.assert_array_equal(made.vectors, frame[["x", "n"]])
    assert made.labels["label"].text() == list(frame["label"])
    assert made.columns["x"].missing == 1


def test_a_table_of_numbers_alone_has_no_header(tmp_path):
    table = read_csv(written(tmp_path, "a.csv", b"1,2\n3,4\n"))
    assert table.column_names == ["x0", "x1"]
    assert table.num_rows == 2


def test_decimal_commas_are_told_from_separators(tmp_path):
    path = written(tmp_path, "a.csv", b"a;b\n1,5;x\n")
    assert dialect_of(path).decimal == ","
    assert dialect_of(written(tmp_path, "b.csv", b"a;b\n1.5;x, y\n")).decimal == "."


@pytest.mark.parametrize("line", [2, 700, 40_000])
def test_the_line_of_a_ragged_row_is_named(tmp_path, line):
    lines = ["a,b"] + ["1,2"] * 40_000
    lines[line - 1] = "1,2,3"
    path = written(tmp_path, "a.csv", "\n".join(lines).encode())
    with pytest.raises(DataError, match=f"line {line} has 3 cells, expected 2"):
        read_csv(path)
