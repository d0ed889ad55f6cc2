"""Morse-Smale cells are the rows between one peak and one basin."""

import numpy as np
import pytest

from hdvis.analysis.topology import merge_tree, morse_smale_cells
from hdvis.errors import DataError

PATH = np.array([[i, i + 1] for i in range(6)])
WAVE = np.array([0.0, 2.0, 4.0, 3.0, 1.0, 5.0, 6.0])


def test_cells_of_a_wave_are_its_slopes():
    cells = morse_smale_cells(merge_tree(PATH, WAVE), merge_tree(PATH, WAVE, ascending=False))
    by_ends = {
        tuple(ends): np.flatnonzero(cells.labels == cell).tolist()
        for cell, ends in enumerate(cells.ends)
    }
    assert by_ends == {(2, 0): [0, 1, 2], (2, 4): [3], (6, 4): [4, 5, 6]}


def test_a_filled_extremum_gives_its_cell_away():
    trees = merge_tree(PATH, WAVE), merge_tree(PATH, WAVE, ascending=False)
    assert len(morse_smale_cells(*trees, level=3.5).ends) == 1


def test_rows_without_value_are_in_no_cell():
    f = WAVE.copy()
    f[3] = np.nan
    cells = morse_smale_cells(merge_tree(PATH, f), merge_tree(PATH, f, ascending=False))
    assert np.flatnonzero(cells.labels < 0).tolist() == [3]


def test_two_trees_of_maxima_are_refused():
    tree = merge_tree(PATH, WAVE)
    with pytest.raises(DataError, match="one of maxima and one of minima"):
        morse_smale_cells(tree, tree)
