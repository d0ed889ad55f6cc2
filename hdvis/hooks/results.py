"""Judge what a hook returned: keep the good parts, say what is wrong with the others."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping, Set
from pathlib import Path
from typing import Any

from hdvis.errors import shorten
from hdvis.hooks.names import fold

MOST = 1000


class Unusable(Exception):
    """The whole answer is of no use; the text says what came and what was expected."""


def judge(hook: str, answer: Any) -> tuple[Any, list[str]]:
    """The usable part of `answer` to `hook`, with a complaint for each part left out.

    Raises Unusable when nothing of it can be used.
    """
    if inspect.iscoroutine(answer):
        answer.close()
        raise Unusable(f"got a coroutine, expected {_expected(hook)}; write it without async")
    if hook == "hdvis_modules":
        return _modules(answer)
    if hook in _VALUES:
        return _mapping(hook, answer)
    if hook in _ANSWERS:
        return _answer(hook, answer), []
    return None, []


def _modules(answer: Any) -> tuple[list[type], list[str]]:
    if isinstance(answer, Mapping) or not isinstance(answer, (list, tuple, Set)):
        raise _mistaken("hdvis_modules", answer)
    _refuse_many("hdvis_modules", len(answer))
    wrong = [(item, _wrong_module(item)) for item in answer]
    good = [item for item, fault in wrong if not fault]
    return good, [f"{_name(item)}: {fault}" for item, fault in wrong if fault]


def _wrong_module(item: Any) -> str:
    if not isinstance(item, type):
        return f"got {_kind(item)}, expected a Module class"
    title = getattr(item, "title", None)
    if not isinstance(title, str) or not fold(title):
        return 'it has no title; write `title = "…"` in the class'
    if not hasattr(item, "param") or not callable(getattr(item, "__panel__", None)):
        return "it is not a Module; derive it from hdvis.Module and write __panel__"
    return ""


def _mapping(hook: str, answer: Any) -> tuple[dict[str, Any], list[str]]:
    if not isinstance(answer, Mapping):
        raise _mistaken(hook, answer)
    _refuse_many(hook, len(answer))
    good: dict[str, Any] = {}
    complaints = []
    for name, value in answer.items():
        if not isinstance(name, str) or not fold(name):
            complaints.append(f"the name {shorten(repr(name))} is not a word")
        elif fault := _VALUES[hook](name, value):
            complaints.append(f"{shorten(name)}: {fault}")
        else:
            good[name] = value
    return good, complaints


def _wrong_callable(name: str, value: Any) -> str:
    return "" if callable(value) else f"got {_kind(value)}, expected something to call"


def _wrong_slot(name: str, value: Any) -> str:
    import param

    from hdvis.state import Slot

    if not name.isidentifier() or name.startswith("_"):
        return "a slot is named by a public Python identifier"
    return (
        "" if isinstance(value, Slot | param.Parameter) else f"got {_kind(value)}, expected a Slot"
    )


def _wrong_layout(name: str, value: Any) -> str:
    if not isinstance(value, (str, os.PathLike)):
        return f"got {_kind(value)}, expected the path of a JSON file"
    return "" if Path(value).is_file() else f"no file at {shorten(value)}"


_VALUES: Mapping[str, Callable[[str, Any], str]] = {
    "hdvis_reducers": _wrong_callable,
    "hdvis_clusterers": _wrong_callable,
    "hdvis_directions": _wrong_callable,
    "hdvis_similarities": _wrong_callable,
    "hdvis_slots": _wrong_slot,
    "hdvis_layouts": _wrong_layout,
    "hdvis_demos": _wrong_callable,
    "hdvis_commands": _wrong_callable,
    "hdvis_actions": _wrong_callable,
}

_ANSWERS: Mapping[str, tuple[str, ...]] = {
    "hdvis_read_dataset": ("n", "spaces", "columns"),
    "hdvis_adapt_model": ("latent",),
}

_EXPECTED = {
    "hdvis_modules": "a list of Module classes",
    "hdvis_slots": "a mapping of names to Slots",
    "hdvis_layouts": "a mapping of names to paths",
    "hdvis_demos": "a mapping of names to functions",
    "hdvis_commands": "a mapping of names to functions",
    "hdvis_actions": "a mapping of words to functions",
    "hdvis_read_dataset": "a Dataset or None",
    "hdvis_adapt_model": "a ModelAdapter or None",
    "hdvis_session_opened": "None",
}


def _answer(hook: str, answer: Any) -> Any:
    if answer is None or all(hasattr(answer, name) for name in _ANSWERS[hook]):
        return answer
    raise _mistaken(hook, answer)


def _refuse_many(hook: str, count: int) -> None:
    if count > MOST:
        raise Unusable(f"got {count:,} items, expected {_expected(hook)} of at most {MOST:,}")


def _mistaken(hook: str, answer: Any) -> Unusable:
    return Unusable(f"got {_kind(answer)}, expected {_expected(hook)}")


def _expected(hook: str) -> str:
    return _EXPECTED.get(hook, "a mapping of names to factories")


def _kind(value: Any) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def _name(item: Any) -> str:
    return shorten(getattr(item, "__name__", None) or repr(item))
