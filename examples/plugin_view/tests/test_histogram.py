"""The view keeps hdvis's contract."""

from hdvis_histogram import Histogram

from hdvis.testing import check_module


def test_the_histogram_keeps_the_contract():
    check_module(Histogram)
