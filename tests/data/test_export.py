"""Exported rows read back as they were, and no spreadsheet runs what they hold."""

import csv
import io

import numpy as np
import pyarrow.parquet as pq
import pytest

from hdvis.data import Dataset
from hdvis.data.export import FORMULA, csv_text, rows_file, safe_cell
from hdvis.errors import DataError


@pytest.fixture
def dataset(rng):
    vectors = rng.normal(size=(60, 3)).astype(np.float32)
    vectors[3, 1] = np.nan
    vectors[4, 0] = 1e-30
    wide = rng.normal(size=60) / 3
    labels = {
        "text": ["=1+1", 'a "quoted", cell', "two\nlines", "😀", None] * 12,
        "wide": wide,
        "big": np.arange(60) + 2**60,
        "when": np.datetime64("2024-02-29T12:00:00.250000") + np.arange(60),
        "row": np.arange(60) / 7,
    }
    return Dataset.from_arrays(vectors, labels=labels)


def read(text):
    header, *lines = csv.reader(io.StringIO(text))
    return {name: [line[i] for line in lines] for i, name in enumerate(header)}


def test_csv_is_exact(dataset):
    rows = np.array([7, 3, 4, 39])
    back = read(csv_text(dataset.columns, rows))
    assert back["row (2)"] == ["7", "3", "4", "39"]
    for name in ("x0", "x1", "x2"):
        values = np.array([text or "nan" for text in back[name]], np.float32)
        assert np.array_equal(values, dataset.columns[name].values[rows], equal_nan=True)
    assert np.array_equal(np.array(back["wide"], float), dataset.columns["wide"].values[rows])
    assert back["big"] == [str(2**60 + row) for row in rows.tolist()]
    assert back["text"] == ["two\nlines", "😀", "", ""]
    assert back["when"][0] == "2024-02-29 12:00:00.250007"


def test_csv_for_a_spreadsheet_holds_no_live_formula(dataset):
    risky = [start + "cmd|' /C calc'!A0" for start in FORMULA]
    labels = {"=HYPERLINK(1)": risky}
    dataset = Dataset.from_arrays(-np.ones((len(risky), 1)), labels=labels)
    name, made = rows_file("spreadsheet", dataset.columns, np.arange(len(risky)))
    assert name == "selection-spreadsheet.csv"
    back = read(made.decode("utf-8-sig"))
    assert back["'=HYPERLINK(1)"] == ["'" + text for text in risky]
    assert set(back["x0"]) == {"-1"}
    assert safe_cell("plain = text") == "plain = text"


def test_parquet_keeps_types_and_missing_values(dataset):
    rows = np.arange(60)[::-1]
    _, made = rows_file("parquet", dataset.columns, rows)
    back = pq.read_table(io.BytesIO(made)).to_pandas()
    assert np.array_equal(back["row (2)"], rows)
    assert back["x1"].dtype == np.float32
    assert np.isnan(back["x1"][56])
    assert back["big"].tolist() == (rows + 2**60).tolist()
    assert back["text"].isna().sum() == 12
    assert back["when"][59] == np.datetime64("2024-02-29T12:00:00.25")


def test_row_numbers_keep_their_order(dataset):
    name, made = rows_file("npy", dataset.columns, np.array([5, 2, 9]))
    assert name == "rows.npy"
    assert np.load(io.BytesIO(made)).tolist() == [5, 2, 9]


def test_an_unknown_form_is_named(dataset):
    with pytest.raises(DataError, match="'xlsx', expected csv, spreadsheet, parquet, npy"):
        rows_file("xlsx", dataset.columns, np.arange(3))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a;=1", "a;'=1"),
        (" =1", " '=1"),
        ("a,\t+2|@x", "a,\t'+2|'@x"),
        ('"=1', "\"'=1"),
        ("\u00a0－3", "\u00a0'－3"),
        ("2-1 = 1", "2-1 = 1"),
    ],
)
def test_a_formula_is_marked_wherever_a_cell_may_begin(text, safe):
    assert safe_cell(text) == safe
    assert safe_cell(safe) == safe
