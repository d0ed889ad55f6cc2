"""What may come next in an expression that is being typed: columns, their labels, words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hdvis.selection.predicates import Table
from hdvis.selection.spelling import literal, quoted

WORDS = ("and", "or", "not", "in", "all", "none", "rows[", "nearest(", "inside(")
_CLOSED = re.compile(r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`]|``)*`""")
_BEGUN = re.compile(r"(`(?:[^`]|``)*|'[^'\n]*|\"[^\"\n]*|\w*)$")
_COMPARED = re.compile(
    r"(?:`(?P<ticked>(?:[^`]|``)+)`|(?P<plain>\w+))\s*"
    r"(?:==|!=|(?:not\s+)?in\s*\[(?:[^\]]*,)?)\s*$"
)


@dataclass(frozen=True)
class Completion:
    """`text` may stand in place of the characters from `start` to `end`; `kind` says what it is.

    `kind` is "column", "label" or "word".
    """

    text: str
    kind: str
    start: int
    end: int


def complete(text: str, place: int, table: Table, most: int = 20) -> list[Completion]:
    """What `text` may go on with at the character `place`, the likeliest first.

    After a comparison with a column of categories these are its labels; else columns, then
    words. What begins as the user has begun comes before what only holds it.
    """
    before = text[:place]
    begun = _BEGUN.search(_CLOSED.sub(lambda found: " " * len(found[0]), before))
    start = begun.start() if begun else place
    typed = before[start:].strip("`'\"").casefold()
    labels = _labels(before[:start], table)
    if labels is not None:
        offers = [(label, literal(label), "label") for label in labels]
    elif before[start : start + 1] in ("'", '"'):
        offers = []
    else:
        offers = [(name, quoted(name), "column") for name in table.columns]
        if not before[start:].startswith("`"):
            offers += [(word, word, "word") for word in WORDS]
    return [Completion(text, kind, start, place) for text, kind in _best(offers, typed)][:most]


def _labels(before: str, table: Table) -> Iterable[str] | None:
    """The labels that a comparison just begun may name, None where there is none."""
    found = _COMPARED.search(before)
    if found is None:
        return None
    name = found["plain"] or found["ticked"].replace("``", "`")
    column = table.columns.get(name)
    return None if column is None or column.kind != "category" else column.categories


def _best(offers: list[tuple[str, str, str]], typed: str) -> list[tuple[str, str]]:
    """Spellings and kinds of the offers that hold what was typed, those that begin so first."""
    folded = [(name.casefold(), spelling, kind) for name, spelling, kind in offers]
    begin = [(s, k) for name, s, k in folded if name.startswith(typed) and name != typed]
    hold = [(s, k) for name, s, k in folded if typed in name and not name.startswith(typed)]
    return begin + hold
