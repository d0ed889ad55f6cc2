"""Labels become attributes that can be named."""

import numpy as np
import pytest
from hdvis_semantics.attributes import attributes_of, predicate_of

from hdvis.analysis.concepts import concept_map
from hdvis.data import Dataset

RNG = np.random.default_rng(0)


def attributes(**labels):
    n = len(next(iter(labels.values())))
    return attributes_of(Dataset.from_arrays(np.zeros((n, 2)), labels=labels).labels)


def test_yes_and_no_is_one_attribute_of_the_labels_own_name():
    for yes, no in (("1", "0"), ("1", "-1"), ("True", "False"), ("Yes", "no")):
        found, notes = attributes(Hat=[yes, no, yes])
        assert list(found) == ["Hat"]
        np.testing.assert_array_equal(found["Hat"], [1, 0, 1])
        assert notes == []


def test_two_other_words_are_named_after_one_of_them():
    found, _ = attributes(side=["left", "right", "right"])
    np.testing.assert_array_equal(found["side=right"], [0, 1, 1])


def test_each_of_several_categories_is_an_attribute_and_missing_stays_missing():
    found, _ = attributes(digit=["3", "7", None, "9"])
    assert list(found) == ["digit=3", "digit=7", "digit=9"]
    np.testing.assert_array_equal(found["digit=7"], [0, 1, np.nan, 0])


def test_numbers_are_taken_as_they_are():
    found, _ = attributes(weight=[0.5, np.inf, 2.0])
    np.testing.assert_array_equal(found["weight"], np.float32([0.5, np.nan, 2.0]))


def test_a_label_of_too_many_categories_is_left_out_and_named():
    found, notes = attributes(id=[f"row {i}" for i in range(10_000)], x=np.arange(10_000.0))
    assert list(found) == ["x"]
    assert notes == ["`id` has 10,000 categories, more than 50: no direction for each"]


def test_an_attribute_names_the_rows_that_have_it():
    labels = {"Hat": ["1", "0", "1"], "digit": ["3", "7", "9"], "w": [1.0, 2.0, 5.0]}
    table = Dataset.from_arrays(np.zeros((3, 2)), labels=labels)
    wanted = {"Hat": [1, 0, 1], "digit=7": [0, 1, 0], "w": [0, 0, 1]}
    for name, rows in wanted.items():
        predicate = predicate_of(name, table.labels)
        np.testing.assert_array_equal(predicate.mask(table), np.bool_(rows))
    assert predicate_of("nothing", table.labels) is None


@pytest.mark.parametrize(
    ("values", "count", "text"),
    [
        ([0, 0, 0, 1, np.nan], 1, "0.5"),
        ([-1.0, 1.0, 1.0, 1.0, 1.0], 4, "0"),
        ([22.2625560760, 22.31, 3, 3, 30], 2, "22.3"),
        ([1.0, 2.0, 2.0, 2.0, 3.0], 1, "2.5"),
    ],
)
def test_a_number_stands_for_the_rows_that_its_concept_counts_in_few_digits(values, count, text):
    table = Dataset.from_arrays(RNG.normal(size=(5, 2)), labels={"w": np.array(values)})
    predicate = predicate_of("w", table.labels)
    assert predicate.mask(table).sum() == count
    assert concept_map(table.vectors, attributes_of(table.labels)[0]).counts[0] == count
    assert repr(predicate.lo).removesuffix(".0") == text


def test_a_number_of_one_value_stands_for_no_rows():
    table = Dataset.from_arrays(np.zeros((3, 2)), labels={"w": [2.0, 2.0, 2.0]})
    assert predicate_of("w", table.labels) is None
