"""The reducers on offer, with what a form must know about their parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Any, Literal, get_args, get_origin

from hdvis.analysis import REDUCERS, Reducer
from hdvis.errors import DataError, shorten

__all__ = ["OPTIONS", "REDUCERS", "ReducerOption", "hint", "offered", "options_of"]

_NOT_ASKED = ("self", "seed", "random_state", "graph", "bound", "n_components", "n_jobs", "verbose")


@dataclass(frozen=True)
class ReducerOption:
    """One parameter of a reducer: its name, default, bounds or choices and a sentence about it."""

    name: str
    default: Any
    bounds: tuple[float, float] | None = None
    doc: str = ""
    choices: tuple[Any, ...] = ()

    def checked(self, value: Any) -> Any:
        """`value` as the reducer takes it, or a `DataError` that says what is expected."""
        if self.choices:
            return self._expect(value, value in self.choices, ", ".join(map(str, self.choices)))
        if isinstance(self.default, bool):
            return self._expect(value, isinstance(value, bool), "true or false")
        if isinstance(self.default, int | float):
            return self._number(value)
        return self._expect(value, isinstance(value, str), "text")

    def _number(self, value: Any) -> int | float:
        whole = isinstance(self.default, int)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        fits = number and (not whole or float(value).is_integer())
        low, high = self.bounds or (float("-inf"), float("inf"))
        kind = "a whole number" if whole else "a number"
        expected = f"{kind} from {low:g} to {high:g}" if self.bounds else kind
        self._expect(value, fits and low <= value <= high, expected)
        return int(value) if whole else float(value)

    def _expect(self, value: Any, good: bool, expected: str) -> Any:
        if not good:
            raise DataError(
                f"{self.name}: got {shorten(repr(value))}, expected {expected}. Correct it"
            )
        return value


def _neighbors(default: int) -> ReducerOption:
    return ReducerOption("neighbors", default, (2, 200), "Larger keeps more of the global shape.")


OPTIONS: Mapping[str, tuple[ReducerOption, ...]] = {
    "PCA": (),
    "Neighbor embedding": (
        _neighbors(15),
        ReducerOption("epochs", 200, (20, 2000), "More epochs settle more finely."),
        ReducerOption("repulsion", 8.0, (0.5, 40.0), "Larger spreads groups further apart."),
    ),
    "t-SNE": (
        ReducerOption("perplexity", 30.0, (2.0, 200.0), "About how many neighbours a row has."),
    ),
    "UMAP": (
        _neighbors(15),
        ReducerOption("min_dist", 0.1, (0.0, 0.99), "Smaller packs similar rows more tightly."),
    ),
    "MDS": (),
    "Isomap": (_neighbors(10),),
    "LLE": (_neighbors(10),),
    "Spectral": (_neighbors(10),),
}
"""The parameters of each reducer by its name; the seed is common to all and not listed."""

_HINTS: Mapping[str, str] = {
    "PCA": "At once; straight axes of greatest variance.",
    "Neighbor embedding": "Seconds at 70,000 rows; moves while it settles and can be stopped.",
    "t-SNE": "Most faithful neighbours; minutes at 70,000 rows; can be stopped.",
    "UMAP": "umap-learn itself; compiles at first use; stops between its phases only.",
    "MDS": "Keeps distances; above 2,000 rows on a sample.",
    "Isomap": "Keeps distances along the data; above 5,000 rows on a sample.",
    "LLE": "Keeps local straight-line relations; above 5,000 rows on a sample.",
    "Spectral": "Shows separate groups; above 5,000 rows on a sample.",
}


def options_of(factory: Callable[..., Any]) -> tuple[ReducerOption, ...]:
    """The parameters of any reducer: hdvis's own as listed, another's from its signature.

    Of another's, those with a number, text or truth value as default are asked for, and those
    annotated with a `Literal`.
    """
    for name, known in REDUCERS.items():
        if known is factory:
            return OPTIONS[name]
    options = (_from_signature(p) for p in signature(factory).parameters.values())
    return tuple(option for option in options if option is not None)


def hint(factory: Callable[..., Any]) -> str:
    """A sentence about when to choose a reducer; of another's, the first line of its docstring."""
    for name, known in REDUCERS.items():
        if known is factory:
            return _HINTS[name]
    lines = (factory.__doc__ or "").strip().splitlines()
    return shorten(lines[0], 160) if lines else ""


def offered() -> Mapping[str, Callable[..., Reducer]]:
    """Factories by name, for the hook `hdvis_reducers`."""
    return dict(REDUCERS)


def _from_signature(p: Parameter) -> ReducerOption | None:
    if p.name in _NOT_ASKED or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD, p.POSITIONAL_ONLY):
        return None
    if get_origin(p.annotation) is Literal and p.default is not p.empty:
        return ReducerOption(p.name, p.default, choices=get_args(p.annotation))
    if isinstance(p.default, bool | int | float | str):
        return ReducerOption(p.name, p.default)
    return None
