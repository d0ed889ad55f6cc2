"""What the form of a filter holds comes to the condition it shows, and back."""

import math

import numpy as np
import pytest
from hdvis_views.filtering.drafts import (
    ChoiceDraft,
    RangeDraft,
    TextDraft,
    default_draft,
    draft_of,
    typed_end,
)

from hdvis.data import Column, Dataset
from hdvis.errors import DataError
from hdvis.selection import OneOf, Polygon, Range, Rows


@pytest.fixture
def table(rng):
    labels = {"kind": ["a", "b", "c", None] * 5}
    return Dataset.from_arrays(rng.normal(size=(20, 2)), labels=labels)


@pytest.mark.parametrize(
    "draft",
    [
        RangeDraft("x0", -0.5, math.inf),
        ChoiceDraft("kind", frozenset("ac")),
        ChoiceDraft("kind", frozenset("b"), rest=True),
        TextDraft("x0 > 0 and kind == 'a'"),
    ],
)
def test_a_filter_is_edited_in_the_form_that_made_it(table, draft):
    predicate = draft.predicate(table)
    again = draft_of(predicate, table)
    assert type(again) is type(draft)
    assert np.array_equal(again.predicate(table).mask(table), predicate.mask(table))


@pytest.mark.parametrize(
    "predicate",
    [
        Range("x0", 0, 1, (True, False)), Range("kind", 0, 1), OneOf("x0", (1,)), Rows.of([3, 4]),
        Polygon("x0", "x1", ((0, 0), (1, 0), (0, 1))), Range("gone", 0, 1),
    ],
)  # fmt: skip
def test_any_other_condition_is_edited_as_text(table, predicate):
    assert draft_of(predicate, table) == TextDraft(predicate.text())


def test_a_fresh_form_keeps_every_row(table):
    for name in ("x0", "kind"):
        draft = default_draft(table.columns[name])
        assert draft.predicate(table).mask(table).all()


def test_a_label_is_kept_or_with_the_rest_dropped():
    assert ChoiceDraft("kind", frozenset("a")).holds("a")
    assert not ChoiceDraft("kind", frozenset("a"), rest=True).holds("a")
    assert ChoiceDraft("kind", frozenset("a"), rest=True).holds("z")


def test_ends_are_typed_as_numbers_or_dates():
    number, time = Column("x", np.arange(3.0)), Column("t", np.arange(3.0), "time")
    assert typed_end(" −1,234.5 ", number, 0) == -1234.5
    assert typed_end("", number, math.inf) == math.inf
    assert typed_end("1970-01-02", time, 0) == 86400
    for text, column, wanted in [("ten", number, "a number"), ("nan", number, "a number"),
                                 ("soon", time, "a date")]:  # fmt: skip
        with pytest.raises(DataError, match=wanted):
            typed_end(text, column, 0)


def test_ends_that_cross_are_refused(table):
    with pytest.raises(DataError, match="from 2 to 1 there is nothing"):
        RangeDraft("x0", 2, 1).predicate(table)
