"""`check_plugin`: a plugin's hooks fit, and each part of it keeps its own contract."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from hdvis.hooks import Catalog, Manager, create_manager
from hdvis.hooks.loading import HOOKS
from hdvis.testing import tables
from hdvis.testing.harness import Harness
from hdvis.testing.layouts import check_layout
from hdvis.testing.modules import Fill, module_checks
from hdvis.testing.report import Check, expect, run_checks
from hdvis.testing.side_effects import leaving_globals_alone


def check_plugin(
    plugin: Any,
    *,
    expected_failures: Mapping[str, str] | None = None,
    fill: Fill | None = None,
) -> None:
    """Try a plugin (its module object) and everything that it offers.

    Checks of its views are named "Title: check". Raises `ChecksFailed`.
    """
    name = getattr(plugin, "__name__", type(plugin).__name__)
    run_checks(name, plugin_checks(plugin, fill=fill), expected_failures)


def plugin_checks(plugin: Any, *, fill: Fill | None = None) -> list[Check]:
    """The named checks of `check_plugin`, for a parametrised test."""
    manager = create_manager(only=(), extra=[plugin])
    catalog = Catalog.of(manager)
    own = manager.plugins[-1]
    checks: list[Check] = [
        ("hooks_fit", partial(_hooks_fit, plugin)),
        ("asking_twice_gives_the_same", partial(_same_twice, plugin)),
        ("asking_leaves_globals_alone", partial(_asks_politely, plugin)),
        ("reducers_place_rows", partial(_reduces, catalog)),
        ("clusterers_label_rows", partial(_clusters, catalog)),
        ("similarities_compare_rows", partial(_compares, catalog)),
        ("a_session_can_open", partial(_opens, manager, catalog)),
    ]
    for layout in catalog.layouts.offers:
        if layout.plugin == own:
            checks.append((f"layout {layout.name}", partial(_layout, layout.value, catalog)))
    for module in catalog.modules.offers:
        if module.plugin == own:
            checks += [
                (f"{module.name}: {name}", check)
                for name, check in module_checks(module.value, fill=fill, catalog=catalog)
            ]
    return checks


def _alone(plugin: Any) -> Manager:
    return create_manager(discover=False, extra=[plugin])


def _own(catalog: Catalog, shelf: str) -> Mapping[str, Any]:
    offers = getattr(catalog, shelf).offers
    return {o.name: o.value for o in offers if o.plugin == catalog.manager.plugins[-1]}


def _hooks_fit(plugin: Any) -> None:
    manager = _alone(plugin)
    Catalog.of(manager)
    expect(not manager.problems, "; ".join(problem.text for problem in manager.problems))


def _same_twice(plugin: Any) -> None:
    manager = _alone(plugin)
    first, second = ({h: _names(manager, h) for h in _collecting()} for _ in range(2))
    changed = [hook for hook in first if first[hook] != second[hook]]
    expect(not changed, f"{', '.join(changed)} gave something else when asked again")


def _collecting() -> list[str]:
    asked_with = ("hdvis_read_dataset", "hdvis_adapt_model", "hdvis_session_opened")
    return [hook for hook in HOOKS if hook not in asked_with]


def _names(manager: Manager, hook: str) -> list[str]:
    return [str(item) for _, answer in manager.call(hook) for item in answer]


def _asks_politely(plugin: Any) -> None:
    Catalog.of(_alone(plugin))  # what it imports may set things up once
    with leaving_globals_alone():
        Catalog.of(_alone(plugin))


def _reduces(catalog: Catalog) -> None:
    vectors = tables.ordinary().vectors
    for name, make in _own(catalog, "reducers").items():
        places = np.asarray(make().fit_transform(vectors.copy()))
        good = places.ndim == 2 and len(places) == len(vectors)
        expect(good, f"{name}: gave {places.shape} for {vectors.shape}, expected (60, k)")


def _clusters(catalog: Catalog) -> None:
    vectors = tables.ordinary().vectors
    for name, make in _own(catalog, "clusterers").items():
        labels = np.asarray(make().fit_predict(vectors.copy()))
        good = labels.shape == (len(vectors),)
        expect(good, f"{name}: gave {labels.shape} for {vectors.shape}, expected (60,)")


def _compares(catalog: Catalog) -> None:
    vectors = tables.ordinary().vectors
    for name, compare in _own(catalog, "similarities").items():
        answer = np.asarray(compare(vectors[:5].copy(), vectors[:3].copy()))
        expect(answer.shape == (5, 3), f"{name}: gave {answer.shape}, expected (5, 3)")


def _opens(manager: Manager, catalog: Catalog) -> None:
    own = manager.plugins[-1]
    with Harness(tables.ordinary(), catalog=catalog) as harness:
        manager.call("hdvis_session_opened", session=harness.session)
        harness.settle()
    told = [p.text for p in manager.problems if p.hook == "hdvis_session_opened"]
    mine = [text for text in told if f"plugin {own.name} of" in text]
    expect(not mine, "; ".join(mine))


def _layout(path: Any, catalog: Catalog) -> None:
    check_layout(path, catalog=catalog)
