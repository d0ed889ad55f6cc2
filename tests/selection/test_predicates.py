"""A predicate holds exactly the rows that its words say."""

import numpy as np
import pytest
from hypothesis import given, settings
from selection.tables import N, predicates, small_table

from hdvis.accel import evaluate
from hdvis.data import Column
from hdvis.errors import DataError
from hdvis.selection import (
    And,
    Box,
    Nearest,
    Not,
    OneOf,
    Or,
    Polygon,
    Range,
    Rows,
    Xor,
    brushed,
    brushed_box,
)
from hdvis.selection.spelling import number, quoted, runs, tidy

TABLE = small_table()


def held(predicate):
    return np.flatnonzero(predicate.mask(TABLE)).tolist()


@settings(max_examples=60)
@given(predicates)
def test_kernels_hold_the_same_rows_as_the_predicate_itself(predicate):
    assert np.array_equal(evaluate(predicate, TABLE), predicate.mask(TABLE))


@settings(max_examples=30)
@given(predicates)
def test_predicates_are_values(predicate):
    assert predicate == predicate
    assert hash(predicate) == hash(predicate)
    assert np.array_equal((~predicate).mask(TABLE), ~predicate.mask(TABLE))
    assert np.array_equal((~~predicate).mask(TABLE), predicate.mask(TABLE))
    assert len(predicate.summary()) <= len(predicate.text())


def test_a_range_compares_value_by_value():
    values = TABLE.columns["y"].values.tolist()
    assert held(Range("y", -1, 0.5, (True, False))) == [
        row for row, value in enumerate(values) if -1 < value <= 0.5
    ]


def test_missing_values_are_in_no_condition():
    for name, column in TABLE.columns.items():
        gone = np.flatnonzero(~column.is_finite & ~np.isinf(column.values)).tolist()
        everywhere = Polygon(name, name, ((-1e9, -1e9), (1e9, -1e9), (1e9, 1e9), (-1e9, 1e9)))
        for predicate in (Range(name), everywhere):
            assert not set(held(predicate)) & set(gone)
    assert 7 not in held(Nearest("latent space", 0, N))


def test_not_a_number_is_no_end_of_a_range():
    with pytest.raises(DataError, match="got NaN"):
        Range("x", float("nan"))


def test_numbers_in_labels_are_compared_as_numbers_and_other_labels_by_their_order():
    cylinders = Column("c", np.array([0, 1, 2, -1], np.int32), "category", ("4", "6", "12"))
    word = Column("c", np.array([0, 1, 2, -1], np.int32), "category", ("a", "b", "c"))
    assert cylinders.places.tolist() == [4, 6, 12]
    assert word.places.tolist() == [0, 1, 2]
    table = small_table()
    table.columns["c"] = cylinders
    assert np.append(Range("c", 5).mask(table)[:3], False).tolist() == [False, True, True, False]


@pytest.mark.parametrize("lo", [-0.5, 0, 0.2, 1])
@pytest.mark.parametrize("hi", [0.1, 1, 2.9, 99])
def test_a_brush_along_a_category_means_the_labels_between_its_ends(lo, hi):
    for name in ("kind", "year", "all"):
        column = TABLE.columns[name]
        found = brushed(column, hi, lo).mask(TABLE)
        low, high = min(lo, hi), max(lo, hi)
        expected = (column.values >= max(low, 0)) & (column.values <= high)
        assert np.array_equal(found, expected)


def test_a_brush_over_many_categories_stays_short():
    words = Column("w", np.arange(500), "category", tuple(f"w{i:03}" for i in range(500)))
    table = small_table()
    table.n, table.columns = 500, {"w": words}
    predicate = brushed(words, 9.5, 300.5)
    assert np.flatnonzero(predicate.mask(table)).tolist() == list(range(10, 301))
    assert predicate.text() == "10 <= w <= 300"


def test_a_box_over_a_category_is_drawn_over_its_codes():
    year, x = TABLE.columns["year"], TABLE.columns["x"]
    found = brushed_box(year, x, (0.5, 1.5, -1, 1)).mask(TABLE)
    assert np.array_equal(found, (year.values == 1) & (np.abs(x.values) <= 1))
    assert isinstance(brushed_box(x, TABLE.columns["y"], (0, 1, 0, 1)), Box)


def test_neighbours_are_those_of_a_sorted_list_of_distances():
    vectors = np.delete(TABLE.spaces["latent space"].astype(np.float64), 7, axis=0)
    rows = np.delete(np.arange(N), 7)
    distances = np.linalg.norm(vectors - TABLE.spaces["latent space"][3], axis=1)
    for k in (0, 1, 12):
        nearest = rows[np.argsort(distances)[: k + 1]]
        assert held(Nearest("latent space", 3, k)) == sorted(nearest.tolist())


def test_a_row_with_twins_is_among_its_own_neighbours():
    table = small_table()
    table.spaces = {"s": np.zeros((N, 2), np.float32)}
    mask = Nearest("s", 150, 4).mask(table)
    assert mask[150]
    assert mask.sum() == 5


def test_xor_holds_where_an_odd_number_of_parts_does():
    parts = (Range("x", 0), Range("y", 0), OneOf("kind", ("red",)))
    counts = sum(part.mask(TABLE).astype(int) for part in parts)
    assert np.array_equal(Xor(parts).mask(TABLE), counts % 2 == 1)
    assert np.array_equal((parts[0] ^ parts[1]).mask(TABLE), Xor(parts[:2]).mask(TABLE))
    assert np.array_equal((parts[0] & parts[1]).mask(TABLE), And(parts[:2]).mask(TABLE))
    assert np.array_equal((parts[0] | parts[1]).mask(TABLE), Or(parts[:2]).mask(TABLE))


def test_rows_come_from_numbers_and_masks_and_from_nothing_else():
    assert Rows.of(np.array([True, False, True])) == Rows.of([2, 0, 2]) == Rows.of({0, 2})
    assert held(Rows.of([5, N + 5])) == [5]
    for wrong in ([0.5], [-1], ["a"], [[1, 2]], 5, [None], [[1], [1, 2]]):
        with pytest.raises(DataError, match="rows: got") as caught:
            Rows.of(wrong)
        assert caught.value.code == "HDV-L18"


def test_many_rows_are_spelled_as_runs_and_counted_for_reading():
    rows = Rows.of([*range(40), 99, *range(120, 122)])
    assert rows.text() == "rows[0:40, 99, 120:122]"
    assert rows.summary() == "43 rows"
    assert Not(rows).summary() == "not (43 rows)"
    assert runs(np.array([], int)) == ""


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-300, -1.7e308, 12_345_678.9, 7.0, np.inf])
def test_a_number_reads_back_exactly(value):
    assert float(number(value)) == value
    assert len(number(0.1)) == 3


@pytest.mark.parametrize("name", ["a b", "class", "all", "rows", "ﬁ", "`", "", "1x", "a\nb"])
def test_names_that_are_no_plain_words_stand_in_backticks(name):
    assert quoted(name).startswith("`")
    assert quoted("größe_2") == "größe_2"


def test_drawn_numbers_are_rounded_to_what_can_be_seen():
    assert tidy(0.123456789, 1.0) == 0.1235
    assert tidy(-3_217.33, 10_000.0) == -3217.0
    assert tidy(5.0, 0.0) == 5.0
