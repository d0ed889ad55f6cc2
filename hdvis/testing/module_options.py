"""Checks of a module's options: every value it offers, and values that nobody should send."""

from __future__ import annotations

import json
from typing import Any

import param

from hdvis.errors import HdvisError
from hdvis.layout.options import check_options
from hdvis.modules import ColumnName, ColumnNames, ImagesName, Pane, SpaceName
from hdvis.modules.options import option_names, options_of, set_option
from hdvis.testing import tables
from hdvis.testing.case import Case
from hdvis.testing.harness import Harness
from hdvis.testing.report import expect

ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, "", "no such thing", tables.HOSTILE[0], [], {}, [1, "x"], "x" * 9999,
)  # fmt: skip
MOST_CHOICES = 12


def takes_every_value_it_offers(case: Case) -> None:
    """Choices, both ends of bounds, each kind of column."""
    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        for name in option_names(case.module):
            default = getattr(pane.module, name)
            for value in offered(case.module.param[name]):
                set_option(pane.module, name, value)
                _fine_or_in_words(case, harness, pane, f"{name}={value!r}")
            set_option(pane.module, name, default)


def refuses_or_survives_odd_values(case: Case) -> None:
    """A hostile value is refused with a LayoutError, drawn, or answered in words."""
    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        for name in option_names(case.module):
            default = getattr(pane.module, name)
            for value in ODD:
                try:
                    set_option(pane.module, name, value)
                except HdvisError:
                    continue
                _fine_or_in_words(case, harness, pane, f"{name}={str(value)[:40]!r}")
            set_option(pane.module, name, default)


def keeps_its_options_in_a_layout(case: Case) -> None:
    """Options survive JSON: what is saved opens as it was."""
    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        for name in option_names(case.module):
            for value in offered(case.module.param[name])[:1]:
                set_option(pane.module, name, value)
        harness.settle()
        saved = options_of(pane.module)
        text = json.dumps(saved, allow_nan=False)
        read = check_options(case.module, json.loads(text), "/options")
        expect(not read.warnings, "; ".join(read.warnings))
        again = case.draw(harness, in_words=True, **read.values)
        now = options_of(again.module)
        expect(now == saved, f"saved {saved}, came back as {now}")


def _fine_or_in_words(case: Case, harness: Harness, pane: Pane, when: str) -> None:
    """The module draws, or its card says in words why not and Retry brings it back."""
    case.fine(harness, pane, when, in_words=True)
    if pane.module.failure is not None:
        pane.retry()
        harness.settle()


def offered(p: param.Parameter) -> list[Any]:
    """Values of the option that the ordinary dataset makes possible, other than the default."""
    return [value for value in _values(p) if value != p.default]


def _values(p: param.Parameter) -> list[Any]:
    match p:
        case ColumnName():
            return ["kind"] if p.kinds == ("category",) else ["b", "score"]
        case ColumnNames():
            return [["kind"]] if p.kinds == ("category",) else [["b"], ["a", "c", "score"]]
        case SpaceName():
            return ["other"]
        case ImagesName():
            return ["images"]
        case param.Boolean():
            return [True, False]
        case param.ListSelector():
            return [list(p.objects)[:1], list(p.objects)]
        case param.Selector():
            return list(p.objects)[:MOST_CHOICES]
        case param.Number():
            return [bound for bound in (p.get_soft_bounds() or ()) if bound is not None]
        case param.Color():
            return ["#1864ab"]
        case param.String() if not p.regex:
            return ["a word"]
        case _:
            return []


CHECKS = (
    takes_every_value_it_offers,
    refuses_or_survives_odd_values,
    keeps_its_options_in_a_layout,
)
