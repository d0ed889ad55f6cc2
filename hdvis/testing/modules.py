"""`check_module`: a view keeps the contract, whatever data and users bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from hdvis.data import Dataset
from hdvis.hooks import Catalog, create_manager
from hdvis.modules import Module
from hdvis.testing import module_changes, module_contract, module_faults, module_options, tables
from hdvis.testing.case import Case
from hdvis.testing.report import Check, run_checks

Fill = Mapping[str, Callable[[Dataset], Any]]


def check_module(
    module: type[Module],
    *,
    expected_failures: Mapping[str, str] | None = None,
    fill: Fill | None = None,
    catalog: Catalog | None = None,
) -> None:
    """Try a module with no data, odd data, hostile options and every change of the session.

    `expected_failures` maps check names to reasons. `fill` gives values for slots that the module
    needs and hdvis cannot make: {"slot": function of a Dataset}. `catalog` is what the module may
    ask for reducers and the like, hdvis's own by default. Raises `ChecksFailed`.
    """
    checks = module_checks(module, fill=fill, catalog=catalog)
    run_checks(getattr(module, "title", "") or module.__name__, checks, expected_failures)


def module_checks(
    module: type[Module], *, fill: Fill | None = None, catalog: Catalog | None = None
) -> list[Check]:
    """The named checks of `check_module`, for a parametrised test."""
    case = Case(module, catalog or Catalog.of(create_manager(only=())), dict(fill or {}))
    data = [(name, partial(_draws, case, make)) for name, make in tables.KINDS.items()]
    groups = (module_contract, module_changes, module_options, module_faults)
    others = [(check.__name__, partial(check, case)) for group in groups for check in group.CHECKS]
    return [*data, *others]


def _draws(case: Case, make: Callable[[], Dataset]) -> None:
    with case.harness(make()) as harness:
        case.draw(harness, in_words=True)
