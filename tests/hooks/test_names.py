"""Names are compared as people write them."""

import pytest

from hdvis.hooks.names import did_you_mean, fold, nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Parallel Coordinate", "parallel_coordinates"),
        ("Scatter Plot", "scatterplot"),
        ("t-SNE", "TSNE"),
        ("Images", "image"),
        ("Ｔａｂｌｅ", "table"),
    ],
)
def test_case_spaces_punctuation_and_a_final_s_do_not_count(one, other):
    assert fold(one) == fold(other)


def test_a_name_of_one_letter_keeps_it():
    assert fold("s") == "s"


def test_a_name_of_punctuation_alone_is_no_name():
    assert fold(" -- ") == ""


def test_the_likeliest_name_comes_first():
    known = ["Scatter Plot", "Parallel Coordinate", "Plot Peeling"]
    assert nearest("Scater Plot", known, 2)[0] == "Scatter Plot"
    assert did_you_mean("Scater Plot", known) == '; did you mean "Scatter Plot"?'
    assert did_you_mean("zzz", known) == ""
