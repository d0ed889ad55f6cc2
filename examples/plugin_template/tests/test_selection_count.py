"""The module keeps the contract."""

from hdvis_selection_count import SelectionCount

from hdvis.testing import check_module


def test_the_module_keeps_the_contract():
    check_module(SelectionCount)
