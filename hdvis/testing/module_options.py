"""Checks of a module's options: every value it offers, and values that nobody should send."""

from __future__ import annotations

import json
from typing import Any

import param

from hdvis.errors import HdvisError
from hdvis.layout.options import check_options
from hdvis.modules import ColumnName, ColumnNames, Frame, ImagesName, SpaceName
from hdvis.modules.options import option_names, options_of, set_option
from hdvis.testing import tables
from hdvis.testing.kit import Kit
from hdvis.testing.report import expect
from hdvis.testing.room import Room

ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, "", "no such thing", tables.HOSTILE[0], [], {}, [1, "x"], "x" * 9999,
)  # fmt: skip
MOST_CHOICES = 12


def takes_every_value_it_offers(kit: Kit) -> None:
    """Choices, both ends of bounds, each kind of column."""
    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        for name in option_names(kit.module):
            default = getattr(frame.module, name)
            for value in offered(kit.module.param[name]):
                set_option(frame.module, name, value)
                _fine_or_in_words(kit, room, frame, f"{name}={value!r}")
            set_option(frame.module, name, default)


def refuses_or_survives_odd_values(kit: Kit) -> None:
    """A hostile value is refused with a LayoutError, drawn, or answered in words."""
    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        for name in option_names(kit.module):
            default = getattr(frame.module, name)
            for value in ODD:
                try:
                    set_option(frame.module, name, value)
                except HdvisError:
                    continue
                _fine_or_in_words(kit, room, frame, f"{name}={str(value)[:40]!r}")
            set_option(frame.module, name, default)


def keeps_its_options_in_a_layout(kit: Kit) -> None:
    """Options survive JSON: what is saved opens as it was."""
    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        for name in option_names(kit.module):
            for value in offered(kit.module.param[name])[:1]:
                set_option(frame.module, name, value)
        room.settle()
        saved = options_of(frame.module)
        text = json.dumps(saved, allow_nan=False)
        read = check_options(kit.module, json.loads(text), "/options")
        expect(not read.warnings, "; ".join(read.warnings))
        again = kit.draw(room, in_words=True, **read.values)
        now = options_of(again.module)
        expect(now == saved, f"saved {saved}, came back as {now}")


def _fine_or_in_words(kit: Kit, room: Room, frame: Frame, when: str) -> None:
    """The module draws, or its card says in words why not and Retry brings it back."""
    kit.fine(room, frame, when, in_words=True)
    if frame.module.failure is not None:
        frame.retry()
        room.settle()


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
