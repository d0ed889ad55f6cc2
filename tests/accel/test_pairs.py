"""Counts of adjacent axes agree with numpy's histograms."""

from itertools import pairwise

import numpy as np
import pytest

from hdvis.accel.pairs import (
    binned,
    pair_counts,
    pairs_change,
    pairs_counts,
    pairs_counts_kinds,
    pairs_counts_rows,
    pairs_sums,
)


def codes_of(n, d=4, seed=0):
    codes = np.random.default_rng(seed).integers(0, 255, (n, d)).astype(np.uint8)
    codes[np.random.default_rng(seed + 1).random((n, d)) < 0.1] = 255
    return codes


def reference(codes, order, bins):
    counts = []
    for a, b in pairwise(order):
        left, right = codes[:, a].astype(int), codes[:, b].astype(int)
        known = (left < 255) & (right < 255)
        table = np.zeros((bins, bins), int)
        np.add.at(table, (left[known] * bins // 255, right[known] * bins // 255), 1)
        counts.append(table)
    return np.stack(counts)


@pytest.mark.parametrize("bins", [1, 2, 64, 100, 128, 255])
@pytest.mark.parametrize("n", [0, 1, 3000])
def test_all_rows_are_counted_for_each_pair_of_neighbours(n, bins):
    codes, order = codes_of(n), [2, 0, 3]
    counts = pairs_counts(np.ascontiguousarray(codes.T), order, bins)
    assert np.array_equal(counts, reference(codes, order, bins))


@pytest.mark.parametrize("bins", [64, 128])
def test_selected_rows_are_counted_by_row(bins):
    codes, order, rows = codes_of(3000), [1, 0, 2, 3], np.arange(0, 3000, 7)
    counts = pairs_counts_rows(binned(codes, bins), order, rows, bins)
    assert np.array_equal(counts, reference(codes[rows], order, bins))


def test_rows_added_and_removed_give_what_counting_anew_gives():
    codes, order = binned(codes_of(2000), 128), [0, 1, 2, 3]
    before, after = np.arange(0, 1000), np.arange(100, 1100)
    counts = pairs_counts_rows(codes, order, before)
    moved = pairs_change(counts, codes, order, np.arange(1000, 1100), np.arange(100))
    assert np.array_equal(moved, pairs_counts_rows(codes, order, after))
    assert np.array_equal(counts, pairs_counts_rows(codes, order, before))


def test_kinds_are_counted_apart_and_others_left_out():
    codes, order, rows = codes_of(2000), [3, 1, 0], np.arange(0, 2000, 3)
    kinds = np.arange(2000) % 5 - 1
    counts = pairs_counts_kinds(binned(codes, 64), order, rows, kinds, 3, 64)
    for kind in range(3):
        assert np.array_equal(counts[kind], reference(codes[rows[kinds[rows] == kind]], order, 64))


def test_rows_can_count_more_than_once():
    codes, order, rows = codes_of(900), [0, 1, 2], np.arange(900)
    weights = np.arange(900) % 4
    often = np.repeat(codes, weights, axis=0)
    sums = pairs_sums(binned(codes, 128), order, rows, weights)
    assert np.array_equal(sums, reference(often, order, 128))


def test_a_segment_to_a_missing_value_is_left_out():
    assert pair_counts(np.array([255, 0, 7]), np.array([0, 255, 254])).sum() == 1


def test_one_axis_has_no_pair():
    assert pairs_counts([np.zeros(3, np.uint8)], [0]).shape == (0, 128, 128)
    assert pairs_counts_rows(np.zeros((3, 1), np.uint8), [0], np.arange(3)).shape == (0, 128, 128)
    assert pairs_counts_rows(np.zeros((3, 1), np.uint8), [], np.arange(3)).shape == (0, 128, 128)
