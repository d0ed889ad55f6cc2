"""Ratings are counted once for each strip."""

from hdvis_semantics.traversal.ratings import Ratings, Strip


def strip(axis, start):
    return Strip(axis, start, "std", 4.0)


def test_the_tally_of_the_comparison_is_counted_over_all_strips_and_exported():
    ratings = Ratings()
    for i in range(20):
        ratings = ratings.rated(strip("Eyeglasses", f"row {i}"), 0 if i < 8 else 1 if i < 13 else 2)
    assert ratings.counts("Eyeglasses") == [8, 5, 7]
    assert ratings.text() == "8 strong, 5 little effect, 7 incoherent of 20 strips"
    lines = ratings.csv().decode().splitlines()
    assert lines[1] == "Eyeglasses,row 0,std,4.0,,strong"
    assert lines[-1] == "all,8,5,7"


def test_a_strip_has_one_verdict_which_the_same_button_takes_back():
    once = Ratings().rated(strip("hat", "row 1"), 0)
    changed = once.rated(strip("hat", "row 1"), 2)
    assert once.counts() == [1, 0, 0]
    assert changed.counts() == [0, 0, 1]
    assert changed.rated(strip("hat", "row 1"), 2).text() == ""


def test_axes_are_counted_apart():
    both = Ratings().rated(strip("hat", "row 1"), 0).rated(strip("smile", "row 1"), 1)
    assert (both.counts("hat"), both.counts("smile")) == ([1, 0, 0], [0, 1, 0])
