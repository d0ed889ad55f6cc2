"""Column names are distinct text."""

import pytest

from hdvis.data.names import column_names, free_name, names_for
from hdvis.errors import DataError


def test_unnamed_spaces_count_from_nought():
    assert names_for(None, 3, "vectors") == ("x0", "x1", "x2")


def test_a_wrong_number_of_names_is_refused():
    with pytest.raises(DataError, match="2 names given for 3 columns"):
        names_for(["a", "b"], 3, "vectors")


def test_repeated_names_are_numbered_on_demand():
    assert column_names(["a", "a", "a"], "t", rename=True) == ("a", "a (2)", "a (3)")


def test_surrogates_in_names_are_replaced():
    assert column_names(["\ud800"], "t") == ("\ufffd",)


def test_missing_names_are_shown_as_unnamed():
    assert column_names([None, float("nan")], "t") == ("(unnamed 0)", "(unnamed 1)")


def test_a_free_name_is_kept():
    assert (free_name("a", ["b"]), free_name("a", ["a", "a (2)"])) == ("a", "a (3)")
