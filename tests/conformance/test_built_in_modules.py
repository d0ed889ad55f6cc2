"""Every view that hdvis ships keeps the contract it asks of others."""

import pytest

from hdvis.hooks import Catalog, create_manager
from hdvis.testing import module_checks

CATALOG = Catalog.of(create_manager(only=()))
KNOWN = {}
"""Faults that are known, with their reasons; one that is mended must leave this list."""


def marks(title, name):
    """A strict expected failure for what KNOWN lists."""
    reason = KNOWN.get((title, name))
    return [pytest.mark.xfail(reason=reason, strict=True)] if reason else []


CASES = [
    pytest.param(check, id=f"{title}-{name}", marks=marks(title, name))
    for title in CATALOG.modules
    for name, check in module_checks(CATALOG.modules[title], catalog=CATALOG)
]


def test_hdviss_own_plugins_have_no_problems():
    assert [problem.text for problem in CATALOG.manager.problems] == []


@pytest.mark.parametrize("check", CASES)
def test_a_view_keeps_the_contract(check):
    check()
