"""The module keeps the contract."""

from hdvis.testing import check_module
from hdvis_selection_count import SelectionCount


def test_the_module_keeps_the_contract():
    check_module(SelectionCount)
