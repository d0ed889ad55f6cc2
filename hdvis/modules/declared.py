"""The parameters of reducers, clusterers and the like, as the params that a form asks for."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Literal, get_args, get_origin

import param

NOT_ASKED = ("self", "seed", "random_state", "graph", "bound", "n_components", "n_jobs", "verbose")
"""Parameters that hdvis gives itself, or that change nothing in the result."""


def declared_params(factory: Callable[..., object]) -> dict[str, param.Parameter]:
    """What may be asked for when `factory` makes a reducer or clusterer, by name.

    Its own params where it is a `param.Parameterized` class, else those of the one in its
    attribute `params`; else the defaults of its signature that are numbers, texts or truth
    values, and what is annotated with a `Literal`.
    """
    for holder in (factory, getattr(factory, "params", None)):
        if isinstance(holder, type) and issubclass(holder, param.Parameterized):
            return params_of(holder)
    made = {p.name: _from_default(p) for p in signature(factory).parameters.values()}
    named = {name: p for name, p in made.items() if p is not None}
    return params_of(type("Declared", (param.Parameterized,), named))


def params_of(holder: type[param.Parameterized]) -> dict[str, param.Parameter]:
    """The public params that a class declares, in declared order."""
    params = holder.param.objects("existing").items()
    return {n: p for n, p in params if n != "name" and not n.startswith("_") and _is_asked(n, p)}


def _is_asked(name: str, p: param.Parameter) -> bool:
    return name not in NOT_ASKED and (p.precedence or 0) >= 0


def _from_default(p: Parameter) -> param.Parameter | None:
    if p.name == "name" or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD, p.POSITIONAL_ONLY):
        return None
    return _param_for(p)


def _param_for(p: Parameter) -> param.Parameter | None:
    if get_origin(p.annotation) is Literal and p.default is not p.empty:
        return param.Selector(default=p.default, objects=list(get_args(p.annotation)))
    match p.default:
        case bool():
            return param.Boolean(p.default)
        case int():
            return param.Integer(p.default)
        case float():
            return param.Number(p.default)
        case str():
            return param.String(p.default)
    return None
