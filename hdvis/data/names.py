"""Names of columns, made into distinct, non-empty text once."""

from collections import Counter
from collections.abc import Iterable, Sequence

from hdvis.data.arrays.interop import Name
from hdvis.data.text import clean
from hdvis.errors import DataError, shorten


def column_names(given: Iterable[Name], where: str, *, rename: bool = False) -> tuple[str, ...]:
    """`given` as distinct text: tuples are joined, blanks become "(unnamed 0)".

    Raises `DataError` for a name that appears twice (HDV-A30), or for two names that read the
    same as text (HDV-A31); with `rename` the later ones get a number instead.
    """
    originals = _listed(given, where)
    names = [_text(name, i) for i, name in enumerate(originals)]
    doubles = [name for name, times in Counter(names).items() if times > 1]
    if not doubles:
        return tuple(names)
    if rename:
        return _numbered(names)
    same = [original for original, name in zip(originals, names, strict=True) if name == doubles[0]]
    if all(type(original) is type(same[0]) for original in same):
        raise DataError(
            f"{where}: `{shorten(doubles[0], 60)}` appears {len(same)} times. Pass `rename=True`",
            code="HDV-A30",
        )
    raise DataError(
        f"{where}: {same[0]!r} and {same[1]!r} both read `{shorten(doubles[0], 40)}` as text. "
        "Give them different names",
        code="HDV-A31",
    )


def names_for(
    names: Sequence[Name] | None, d: int, where: str, *, rename: bool = False
) -> tuple[str, ...]:
    """`names` checked against `d` columns, or x0, x1, … where none are given."""
    if names is None:
        return tuple(f"x{i}" for i in range(d))
    given = _listed(names, where)
    if len(given) != d:
        raise DataError(
            f"{where}: {len(given):,} names given for {d:,} columns; one per column is needed",
            code="HDV-A39",
        )
    return column_names(given, where, rename=rename)


def free_name(name: str, taken: Iterable[str]) -> str:
    """`name`, or `name (2)` and so on where it is taken."""
    used = set(taken)
    if name not in used:
        return name
    return next(f"{name} ({i})" for i in range(2, len(used) + 3) if f"{name} ({i})" not in used)


def _listed(names: object, where: str) -> list[Name]:
    try:
        if isinstance(names, Iterable) and not isinstance(names, str | bytes):
            return list(names)
    except (TypeError, NotImplementedError):
        pass
    raise DataError(
        f"{where}: got {shorten(repr(names), 40)} for names, expected a list of texts",
        code="HDV-A31",
    )


def _text(name: Name, index: int) -> str:
    text = " / ".join(str(part) for part in name) if isinstance(name, tuple) else str(name)
    blank = name is None or (isinstance(name, float) and name != name) or not text.strip()
    return f"(unnamed {index})" if blank else clean(text)


def _numbered(names: list[str]) -> tuple[str, ...]:
    distinct: list[str] = []
    for name in names:
        distinct.append(free_name(name, distinct))
    return tuple(distinct)
