"""Matched is best, a raw swap of frames fails, and an affine map brings it back."""

import numpy as np
import pytest
from analysis import toy_trainings as toys
from hdvis_compare.models.swap import label_direction, make_swap, swap_pictures

from hdvis.errors import DataError

ONE, OTHER = toys.linear_model(toys.turned(1)), toys.linear_model(-toys.turned(1))
IMAGES = toys.pictures()


def swap(one=ONE, other=OTHER):
    return make_swap((one, other), lambda rows: IMAGES[rows], len(IMAGES))


def test_the_information_is_the_same_and_only_the_frame_differs():
    errors = swap().errors
    matched = errors["E1-D1"], errors["E2-D2"]
    assert max(matched) < 0.01 * errors["mean"]
    assert min(errors["E2-D1"], errors["E1-D2"]) > 3 * errors["mean"]  # every axis reversed
    assert max(errors["E2→1-D1"], errors["E1→2-D2"]) < 0.02 * errors["mean"]


def test_a_model_swapped_with_itself_loses_nothing():
    errors = swap(ONE, ONE).errors
    assert errors["E2-D1"] == pytest.approx(errors["E1-D1"])


def test_errors_are_those_of_rows_the_maps_have_not_seen():
    made = swap()
    rows = made.rows[made.forward.unseen]
    mean = IMAGES[np.delete(made.rows, made.forward.unseen)].mean(axis=0)
    assert made.errors["mean"] == pytest.approx((((IMAGES[rows] - mean) / 255) ** 2).mean())


def test_six_edits_are_drawn_with_the_swaps():
    made = swap()
    label = toys.CODES[:, 0].astype(float)
    directions = tuple(label_direction(z, label[made.rows]) for z in (made.first, made.second))
    drawn = dict(swap_pictures(made, IMAGES[3], directions, 2.0))
    assert len(drawn) == 12
    assert np.abs(drawn["E1-D1"].astype(int) - IMAGES[3]).max() <= 1
    step = drawn["E1-D1 + d1"].astype(float) - drawn["E1-D1"]
    expected = 255 * toys.SCALE * 2 * toys.BASIS[:, 0] * toys.CODES[:, 0].std()
    assert np.abs(step.ravel() - expected).max() < 4
    assert np.abs(drawn["E2-D2 + d2"].astype(float) - drawn["E2-D2"] - step).max() < 4
    assert np.abs(drawn["E1-D2 + d1"].astype(float) - drawn["E1-D2"] - step).max() > 8


def test_a_label_without_two_values_has_no_direction():
    assert not label_direction(toys.CODES, np.ones(toys.ROWS)).any()


def test_too_few_pictures_are_refused():
    with pytest.raises(DataError, match="got 5 pictures"):
        make_swap((ONE, OTHER), lambda rows: IMAGES[rows], 5)
