"""Names for groups, from what sets them apart."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.data import Column
from hdvis.errors import shorten

_CLEAR = 0.5
_APART = 0.8
_MOST_CATEGORIES = 2_000


def proposed_names(
    labels: NDArray[np.int64], columns: Sequence[Column], fields: int = 2
) -> list[str]:
    """A name for each group of `labels` (n,), -1 for none, or "" where nothing sets it apart.

    A category that holds at least half of the group's rows, and finds it (F1 of one half or more),
    names it: "digit 7". Else words of longer texts, or up to `fields` numeric columns whose mean
    lies .8 standard deviations or more from that of the others: "age high, price low".
    """
    count = int(labels.max(initial=-1)) + 1
    named = [column for column in columns if column.kind == "category"]
    numbers = [column for column in columns if column.kind == "numeric"]
    clear = [_clearest(labels, column, count) for column in named]
    contrast = _contrasts(labels, numbers, count)
    names = []
    for group in range(count):
        best = max((found[group] for found in clear), default=(0.0, ""))
        if best[0] < _CLEAR:
            best = max((_words(labels, column, group) for column in named), default=(0.0, ""))
        names.append(best[1] if best[0] >= _CLEAR else _sides(contrast[group], numbers, fields))
    return _apart(names)


def _clearest(labels: NDArray[np.int64], column: Column, count: int) -> list[tuple[float, str]]:
    """For each group the F1 of its most frequent category, with the name it gives."""
    kinds = len(column.categories)
    if kinds > _MOST_CATEGORIES or kinds < 2:
        return [(0.0, "")] * count
    table = np.zeros((count, kinds))
    known = (labels >= 0) & (column.values >= 0)
    np.add.at(table, (labels[known], column.values[known]), 1)
    everywhere = np.bincount(column.values[column.values >= 0], minlength=kinds)
    sizes = np.bincount(labels[labels >= 0], minlength=count)
    out = []
    for group in range(count):
        code = int(table[group].argmax())
        hits = table[group, code]
        f1 = 2 * hits / max(1, sizes[group] + everywhere[code])
        fits = hits >= sizes[group] / 2
        label = shorten(column.categories[code], 40)
        text = label if not _is_number(label) else f"{shorten(column.name, 30)} {label}"
        out.append((f1 if fits else 0.0, text))
    return out


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _words(labels: NDArray[np.int64], column: Column, group: int) -> tuple[float, str]:
    """The word in most of the group's texts that few others have: its F1, and itself."""
    if not any(" " in text for text in column.categories[:200]):
        return 0.0, ""
    counts = np.bincount(column.values[column.values >= 0], minlength=len(column.categories))
    own = column.values[(labels == group) & (column.values >= 0)]
    inside = np.bincount(own, minlength=len(column.categories))
    here: dict[str, int] = {}
    everywhere: dict[str, int] = {}
    for text, mine, every in zip(column.categories, inside, counts, strict=True):
        for word in {word.strip(".,;:!?()\"'") for word in text.casefold().split()}:
            if len(word) > 2:
                here[word] = here.get(word, 0) + int(mine)
                everywhere[word] = everywhere.get(word, 0) + int(every)
    size = int(inside.sum())
    scored = ((2 * hits / (size + everywhere[word]), word) for word, hits in here.items() if hits)
    return max(scored, default=(0.0, ""))


def _contrasts(
    labels: NDArray[np.int64], numbers: Sequence[Column], count: int
) -> NDArray[np.float64]:
    """Mean of each group (c, k) less that of the other rows, in standard deviations of all."""
    out = np.zeros((count, len(numbers)))
    for at, column in enumerate(numbers):
        known = np.isfinite(column.values)
        values = column.values[known].astype(np.float64)
        spread = values.std() if len(values) else 0.0
        if not spread > 0:
            continue
        inside = labels[known]
        grouped = inside >= 0
        sums = np.bincount(inside[grouped], values[grouped], count)
        sizes = np.bincount(inside[grouped], minlength=count)
        rest = (values.sum() - sums) / np.maximum(len(values) - sizes, 1)
        apart = (sums / np.maximum(sizes, 1) - rest) / spread
        out[:, at] = np.where((sizes > 0) & (sizes < len(values)), apart, 0)
    return out


def _sides(contrast: NDArray[np.float64], numbers: Sequence[Column], fields: int) -> str:
    """The columns that set a group furthest apart, and to which side."""
    order = np.argsort(-np.abs(contrast), kind="stable")[:fields]
    parts = [
        f"{shorten(numbers[at].name, 24)} {'high' if contrast[at] > 0 else 'low'}"
        for at in order
        if abs(contrast[at]) >= _APART
    ]
    return ", ".join(parts)


def _apart(names: list[str]) -> list[str]:
    """The names with a number where several groups have the same."""
    seen: dict[str, int] = {}
    out: list[Any] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return out
