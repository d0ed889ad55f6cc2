"""`check_plugin`: a plugin's hooks fit, and each part of it keeps its own contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from hdvis.errors import shorten
from hdvis.hooks import Catalog, Manager, create_manager
from hdvis.hooks.loading import HOOKS
from hdvis.testing import tables
from hdvis.testing.adapters import check_adapter
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
    models: Iterable[object] = (),
) -> None:
    """Try a plugin (its module object) and everything that it offers.

    Checks of its views are named "Title: check". `models` are some that its `hdvis_adapt_model`
    is for. Raises `ChecksFailed`.
    """
    name = getattr(plugin, "__name__", type(plugin).__name__)
    run_checks(name, plugin_checks(plugin, fill=fill, models=models), expected_failures)


def plugin_checks(
    plugin: Any, *, fill: Fill | None = None, models: Iterable[object] = ()
) -> list[Check]:
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
        ("models_of_others_are_left_alone", partial(_leaves_alone, manager)),
    ]
    checks += [
        (f"model {number}: is_adapted", partial(_adapts, manager, model))
        for number, model in enumerate(models)
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


def _leaves_alone(manager: Manager) -> None:
    """Nothing, an object, a number, text, an array, a function, a file that is not there."""
    for model in (None, object(), 3, "text", np.zeros(3), np.copy, Path("no-such-file.hdvis")):
        answer = _asked(manager, model)
        expect(answer is None, f"hdvis_adapt_model took {shorten(repr(model))} for one of its own")


def _adapts(manager: Manager, model: object) -> None:
    answer = _asked(manager, model)
    expect(
        hasattr(answer, "decode") and hasattr(answer, "latent"),
        f"hdvis_adapt_model gave {shorten(repr(answer))} for {type(model).__name__}, expected a "
        "ModelAdapter",
    )
    check_adapter(answer)


def _asked(manager: Manager, model: object) -> Any:
    """What the plugin's own hook makes of `model`."""
    own = manager.plugins[-1]
    if "hdvis_adapt_model" not in own.hooks:
        return None
    answers = [answer for plugin, answer in manager.call("hdvis_adapt_model", model=model)
               if plugin == own]  # fmt: skip
    told = [p.text for p in manager.problems if p.hook == "hdvis_adapt_model"]
    expect(not told, "; ".join(told))
    return next((answer for answer in answers if answer is not None), None)


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
