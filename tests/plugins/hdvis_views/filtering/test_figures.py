"""The figures of a filter's form agree with the column they are drawn from."""

import math

import numpy as np
import pytest
from hdvis_views.filtering.drafts import RangeDraft
from hdvis_views.filtering.figures import end_text, range_figures, share, value_at

from hdvis.data import Column


def test_a_handle_dragged_to_an_end_opens_the_range():
    column = Column("x", np.array([2.0, 4.0]))
    assert [value_at(place, column) for place in (0, 0.25, 1)] == [-math.inf, 2.5, math.inf]
    assert [share(value, column) for value in (-math.inf, 2.5, math.inf)] == [0, 0.25, 1]


def test_every_value_is_in_a_bar_and_the_missing_are_counted(rng):
    values = np.append(rng.normal(size=300), [np.nan, np.inf])
    made = range_figures(RangeDraft("x"), Column("x", values))
    assert sum(made["bars"]) == 300
    assert made["missing"] == 2


def test_bars_count_even_steps_of_the_limits(rng):
    values = np.append(rng.random(4000), [0.0, 1.0])
    expected, _ = np.histogram(values, bins=51, range=(0, 1))
    made = range_figures(RangeDraft("x"), Column("x", values))
    assert np.abs(np.subtract(made["bars"], expected)).max() <= 2  # codes are rounded at an edge


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(86400.0, "1970-01-02"), (86461.5, "1970-01-02 00:01:01.500000"), (math.inf, "")],
)
def test_the_end_of_a_time_is_a_date_that_can_be_typed(seconds, text):
    assert end_text(seconds, Column("t", np.array([0.0, 1e5]), "time")) == text
