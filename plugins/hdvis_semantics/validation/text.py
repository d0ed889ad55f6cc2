"""The validation of a direction in words and in the lines of its charts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.directions.chance import LEVEL
from hdvis.analysis.directions.response import Consistency, Response
from hdvis.analysis.directions.validation import Validation
from hdvis.render import signed, typeset
from hdvis_semantics.validation.response import DirectionResponse

Array = NDArray[Any]

Fact = list[Any]


def _never(found: Validation) -> bool:
    return False


FACTS: tuple[tuple[str, str, Callable[[Validation], str], Callable[[Validation], bool]], ...] = (
    (
        "AUC",
        "Chance that a row with the attribute lies further along; 95 % interval.",
        lambda v: _with(v.scores.auc, _range(v.scores.auc_interval)),
        lambda v: v.scores.auc_interval[0] <= 0.5,
    ),
    (
        "prevalence",
        "Share of rows with the attribute; saying no to all is right for the others.",
        lambda v: _prevalence(v),
        _never,
    ),
    (
        "accuracy",
        "Share of held-out rows on the right side; 95 % interval.",
        lambda v: _with(v.scores.accuracy, _range(v.scores.accuracy_interval)),
        _never,
    ),
    (
        "balanced, five folds",
        "Mean of recall on both sides, over five folds: mean and deviation.",
        lambda v: _with(v.fold_mean, f"± {_two(v.fold_sd)}") or _known(v.scores.balanced_accuracy),
        _never,
    ),
    (
        "precision, recall, F1",
        "Share of rows called positive that are; of positive rows found; harmonic mean.",
        lambda v: ", ".join(map(_two, (v.scores.precision, v.scores.recall, v.scores.f1))),
        _never,
    ),
    (
        "random directions",
        "Share of random directions with a smaller AUC, of either sign.",
        lambda v: _above(v.random.percentile),
        lambda v: bool(v.finding),
    ),
    (
        "permuted labels",
        "AUC when labels are shuffled, in fitting and in judging, and how often it is as large.",
        lambda v: _with(v.permuted_auc, f"AUC, p {_p(v.permuted_p)}"),
        lambda v: v.permuted_p > LEVEL,
    ),
    (
        "stability",
        "Median cosine with fits to resampled rows.",
        lambda v: _known(v.stability),
        lambda v: v.stability < 0.8,
    ),
)


def facts(found: Validation) -> list[Fact]:
    """[label, value, meaning, warn] of what held-out rows say; nothing where none could be had."""
    if not found.scores.rows:
        return []
    told = [(label, text(found), doc, bool(warn(found))) for label, doc, text, warn in FACTS]
    return [list(fact) for fact in told if fact[1]]


def charts(walk: DirectionResponse) -> list[dict[str, Any]]:
    """The response along the direction, and what encoding finds again, as lines to draw."""
    made = []
    if walk.response is not None:
        made.append(_response(walk.read, walk.response, walk.control))
    if walk.consistency is not None:
        made.append(_consistency(walk.consistency))
    return made


def _response(read: str, response: Response, control: Response | None) -> dict[str, Any]:
    lines = [{"kind": "row", "y": _list(values)} for values in response.values]
    if control is not None:
        lines.append({"kind": "random", "y": _list(control.mean)})
    lines.append({"kind": "mean", "y": _list(response.mean)})
    words = [f"{response.monotone:.0%} of rows one way".replace("%", " %")]
    if np.isfinite(response.spearman):
        words.append(f"Spearman {_two(response.spearman)}")
    words.append(f"slope {signed(response.slope)} per σ")
    if control is not None and np.isfinite(control.slope):
        words.append(f"random {signed(control.slope)}")
    if abs(response.saturation) < response.strengths[-1]:
        words.append(f"levels off at {signed(response.saturation, 1)} σ")
    return {
        "title": read, "x": _list(response.strengths), "lines": lines, "said": " · ".join(words),
        "weak": not abs(response.spearman) > 0.8,
    }  # fmt: skip


def _consistency(found: Consistency) -> dict[str, Any]:
    lines = [
        {"kind": "ideal", "y": _list(found.strengths)},
        {"kind": "mean", "y": _list(found.moved)},
    ]
    return {
        "title": "edit found again by encoding, in σ", "x": _list(found.strengths), "lines": lines,
        "said": f"slope {_two(found.slope)}; 1 keeps the whole edit", "weak": found.slope < 0.5,
    }  # fmt: skip


def cycle(walk: DirectionResponse, reach: float) -> list[Fact]:
    """The cycle error as a fact, where it is known."""
    rest, far = walk.cycle
    if not np.isfinite(rest):
        return []
    value = f"{_two(rest)}, at {reach:g} σ {_two(far)}"
    doc = "Relative distance of a picture from what encoding and decoding make of it."
    return [["cycle error", value, doc, bool(far > 0.5)]]


def _with(value: float, more: str) -> str:
    return f"{_two(value)} {more}" if np.isfinite(value) else ""


def _two(value: float) -> str:
    return typeset(f"{value:.2f}") if np.isfinite(value) else "–"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if np.isfinite(share) else ""


def _prevalence(found: Validation) -> str:
    held = f"{_percent(found.scores.prevalence)} of {found.scores.rows:,} held out"
    return f"{_percent(found.prevalence)} of {found.rows:,} rows, {held}"


def _above(percentile: float) -> str:
    digits = 0 if percentile in (0, 100) else 1
    return f"above {percentile:.{digits}f} %" if np.isfinite(percentile) else ""


def _range(ends: tuple[float, float]) -> str:
    return f"({_two(ends[0])}–{_two(ends[1])})"


def _p(value: float) -> str:
    return "< 0.01" if value < 0.01 else f"= {_two(value)}"


def _known(value: float) -> str:
    return _two(value) if np.isfinite(value) else ""


def _list(values: Array) -> list[float | None]:
    return [float(v) if np.isfinite(v) else None for v in values]
