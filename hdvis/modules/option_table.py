"""How each kind of param is read from JSON, written to it, described and asked for: one table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from numbers import Real
from pathlib import Path
from typing import Any, NoReturn

import param

from hdvis.errors import shorten
from hdvis.modules.option_type import Control, Json, Names, OptionType, Schema, Unfit
from hdvis.modules.params import ColumnName, ColumnNames, ImagesName, SpaceName

MOST_CHOICES = 2000
"""Columns that a form lists."""


def option_type(p: param.Parameter) -> OptionType:
    """The entry of the nearest class of `p` that the table knows."""
    return next(TABLE[cls] for cls in type(p).__mro__ if cls in TABLE)


def choices(values: Iterable[object]) -> list[Control]:
    """The choices of a control, each labelled with its text."""
    return [{"value": value, "label": str(value)} for value in values]


# -- names of data ------------------------------------------------------------------------


def _column(p: ColumnName, names: Names) -> Control:
    known = choices(names.columns(p.kinds)[:MOST_CHOICES])
    return {"kind": "choice", "choices": [{"value": "", "label": "automatic"}, *known]}


def _columns(p: ColumnNames, names: Names) -> Control:
    return {"kind": "several", "choices": choices(names.columns(p.kinds)[:MOST_CHOICES])}


# -- numbers ------------------------------------------------------------------------------


def _read_number(p: param.Number, value: Json, base: Path | None) -> object:
    if isinstance(value, bool) or value != value:
        raise Unfit(_number_words(p))
    if isinstance(p, param.Integer) and isinstance(value, float):
        if not value.is_integer():
            raise Unfit(_number_words(p), "HDV-L21")
        return int(value)
    return float(value) if isinstance(p.default, float) and isinstance(value, int) else value


def _number_words(p: param.Number) -> str:
    kind = "a whole number" if isinstance(p, param.Integer) else "a number"
    low, high = p.bounds or (None, None)
    if low is None and high is None:
        return kind
    if low is None or high is None:
        return f"{kind} of {low:g} or more" if high is None else f"{kind} of {high:g} or less"
    return f"{kind} from {low:g} to {high:g}"


def _number_schema(p: param.Number) -> Schema:
    made: Schema = {"type": "integer" if isinstance(p, param.Integer) else "number"}
    names = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
    bounds = zip(p.bounds or (None, None), p.inclusive_bounds, names, strict=True)
    return made | {
        at_bound if closed else beyond: bound
        for bound, closed, (at_bound, beyond) in bounds
        if bound is not None
    }


def _number_control(p: param.Number, names: Names) -> Control:
    low, high = p.get_soft_bounds() or (None, None)
    step = p.step or (1 if isinstance(p, param.Integer) else None)
    return {"kind": "number", "low": low, "high": high, "step": step}


# -- choices ------------------------------------------------------------------------------


def _offered(p: param.Selector) -> list[object]:
    """What a layout may write for `p`: names where its objects have some."""
    return list(p.names or p.objects)


def _choice_words(p: param.Selector) -> str:
    some = ", ".join(shorten(repr(item), 30) for item in _offered(p)[:12])
    return f"{'some' if isinstance(p, param.ListSelector) else 'one'} of {some}"


def _choice_schema(p: param.Selector) -> Schema:
    offered = _offered(p)
    plain = all(isinstance(item, str | bool | int | float | None) for item in offered)
    return {"enum": offered} if offered and plain and p.check_on_set else {}


def _read_choice(p: param.Selector, value: Json, base: Path | None = None) -> object:
    if isinstance(value, bool) and p.check_on_set and not any(o is value for o in p.objects):
        raise Unfit(_choice_words(p))  # Python takes True for 1
    return p.names.get(value, value) if p.names and isinstance(value, str) else value


def _name_of(p: param.Selector, value: Any) -> Json:
    written: Json = next((n for n, item in (p.names or {}).items() if item is value), value)
    return written


def _read_several(p: param.ListSelector, value: Json, base: Path | None) -> object:
    return [_read_choice(p, item) for item in value] if isinstance(value, list) else value


# -- dates, sequences, colours, files -----------------------------------------------------


def _read_date(p: param.Date, value: Json, base: Path | None) -> object:
    words = f"a date such as {datetime.date(2026, 1, 31)}"
    if not isinstance(value, str):
        raise Unfit(words)
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        raise Unfit(words) from None
    return moment.date() if isinstance(p, param.CalendarDate) else moment


def _read_dates(p: param.DateRange, value: Json, base: Path | None) -> object:
    return tuple(_read_date(_one_of(p), item, base) for item in _listed(value))


def _one_of(p: param.DateRange) -> param.Parameter:
    return param.CalendarDate() if isinstance(p, param.CalendarDateRange) else param.Date()


def _listed(value: Json) -> list[Json]:
    if not isinstance(value, list | tuple):
        raise Unfit("a list")
    return list(value)


def _tuple_schema(p: param.Tuple) -> Schema:
    sizes = {} if p.length is None else {"minItems": p.length, "maxItems": p.length}
    if isinstance(p, param.DateRange | param.CalendarDateRange):
        return {"type": "array", "items": {"type": "string"}, **sizes}
    items = {"items": {"type": "number"}} if isinstance(p, param.NumericTuple) else {}
    return {"type": "array", **items, **sizes}


def _tuple_words(p: param.Tuple) -> str:
    bounds = getattr(p, "bounds", None)
    each = "numbers" if isinstance(p, param.NumericTuple) else "values"
    return f"a list of {p.length} {each}" + (f" from {bounds[0]} to {bounds[1]}" if bounds else "")


_ITEMS = {str: "string", bool: "boolean", int: "integer", float: "number", Real: "number",
          dict: "object", list: "array"}  # fmt: skip


def _list_schema(p: param.List) -> Schema:
    low, high = p.bounds or (None, None)
    made: Schema = {"type": "array"}
    if p.item_type in _ITEMS:
        made["items"] = {"type": _ITEMS[p.item_type]}
    sizes = {"minItems": low or None, "maxItems": high}
    return made | {name: size for name, size in sizes.items() if size is not None}


def _list_words(p: param.List) -> str:
    kind = _ITEMS.get(p.item_type, "")
    return "a list" + (" of texts" if kind == "string" else f" of {kind}s" if kind else "")


def _color_schema(p: param.Color) -> Schema:
    digits: Schema = {"type": "string", "pattern": "^#?([0-9a-fA-F]{3}){1,2}$"}
    names = list(p._named_colors) if p.allow_named else []
    made = {"anyOf": [digits, {"type": "string", "pattern": _any_case(names)}]} if names else digits
    return made | {"examples": ["#1864ab"]}


def _any_case(names: Iterable[str]) -> str:
    """A pattern of these words in any case, which JSON Schema has no flag for."""
    spelled = ("".join(f"[{c}{c.upper()}]" for c in name) for name in names)
    return f"^({'|'.join(spelled)})$"


def _read_file(p: param.Path, value: Json, base: Path | None) -> Path:
    if not isinstance(value, str):
        raise Unfit("the path of a file")
    if base is None:
        raise Unfit(
            "no file: files are not read for this layout. Give the data from Python", "HDV-L23"
        )
    folder = base.resolve()
    try:
        file = (folder / value).resolve()
    except (OSError, ValueError):
        raise Unfit("the path of a file") from None
    if Path(value).is_absolute() or not file.is_relative_to(folder):
        raise Unfit("a file within the layout's folder", "HDV-L23")
    return file


def _never(p: param.Parameter, value: Json, base: Path | None) -> NoReturn:
    raise Unfit("nothing: a layout cannot set this option")


def _text_schema(p: param.String) -> Schema:
    return {"type": "string", **({"pattern": f"^(?:{p.regex})"} if p.regex else {})}


def _text_words(p: param.String) -> str:
    return f"text like {p.regex}" if p.regex else "text"


_NOT_DATA = OptionType(lambda p: "nothing", lambda p: {"not": {}}, read=_never)
_TEXT = OptionType(_text_words, _text_schema, lambda p, names: {"kind": "text"})
_LIST = OptionType(_list_words, _list_schema)
_NUMBER = OptionType(_number_words, _number_schema, _number_control, read=_read_number)
_FILE = OptionType(
    lambda p: "the path of a file",
    lambda p: {"type": "string"},
    read=_read_file,
    write=lambda p, value: str(value),
)
_DATE = OptionType(
    lambda p: "a date",
    lambda p: {"type": "string", "format": "date-time"},
    read=_read_date,
    write=lambda p, value: value.isoformat(),
)
_DATES = OptionType(
    lambda p: "two dates",
    _tuple_schema,
    read=_read_dates,
    write=lambda p, value: [item.isoformat() for item in value],
)

TABLE: Mapping[type, OptionType] = {
    param.Parameter: OptionType(lambda p: "what its option takes", lambda p: {}),
    param.Boolean: OptionType(
        lambda p: "true or false", lambda p: {"type": "boolean"}, lambda p, names: {"kind": "flag"}
    ),
    param.String: _TEXT,
    param.Number: _NUMBER,
    param.Date: _DATE,
    param.CalendarDate: _DATE,
    param.Selector: OptionType(
        _choice_words,
        _choice_schema,
        lambda p, names: {"kind": "choice", "choices": choices(_offered(p))},
        read=_read_choice,
        write=_name_of,
    ),
    param.ListSelector: OptionType(
        _choice_words,
        lambda p: {"type": "array", "items": _choice_schema(p)},
        lambda p, names: {"kind": "several", "choices": choices(_offered(p))},
        read=_read_several,
        write=lambda p, value: [_name_of(p, item) for item in value],
    ),
    param.List: _LIST,
    param.Tuple: OptionType(
        _tuple_words,
        _tuple_schema,
        read=lambda p, value, base: tuple(_listed(value)),
        write=lambda p, value: list(value),
    ),
    param.DateRange: _DATES,
    param.CalendarDateRange: _DATES,
    param.Dict: OptionType(lambda p: "an object", lambda p: {"type": "object"}),
    param.Color: OptionType(
        lambda p: "a colour such as #1864ab or its English name",
        _color_schema,
        lambda p, names: {"kind": "text"},
    ),
    param.Path: _FILE,
    param.Callable: _NOT_DATA,
    param.Action: _NOT_DATA,
    param.ClassSelector: _NOT_DATA,
    ColumnName: OptionType(_text_words, _text_schema, _column),
    ColumnNames: OptionType(_list_words, _list_schema, _columns),
    SpaceName: OptionType(
        _text_words,
        _text_schema,
        lambda p, names: {"kind": "choice", "choices": choices(names.spaces())},
    ),
    ImagesName: OptionType(
        _text_words,
        _text_schema,
        lambda p, names: {"kind": "choice", "choices": choices(names.images())},
    ),
}
