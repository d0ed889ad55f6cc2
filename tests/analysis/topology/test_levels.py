"""The default level parts peaks from noise and never fails."""

import numpy as np
import pytest

from hdvis.analysis.topology.levels import level_by_gap


def kept(persistence, span=1.0):
    return int((np.array(persistence) > level_by_gap(np.array(persistence), span)).sum())


@pytest.mark.parametrize(
    ("persistence", "peaks"),
    [
        ([0.5, 0.4, 0.05, 0.04, 0.01], 2),
        ([0.9, 0.3, 0.25, 0.01, 1e-6, 1e-12], 3),
        ([0.04, 0.035, 0.03, 1e-9], 0),
        ([0.6], 1),
        ([0.5, 0.5], 2),
        ([], 0),
        ([0.0, 0.0], 0),
    ],
)
def test_the_level_lies_in_the_widest_gap(persistence, peaks):
    assert kept(persistence) == peaks


def test_a_constant_function_has_level_zero():
    assert level_by_gap(np.array([0.0, 0.0]), 0.0) == 0.0
