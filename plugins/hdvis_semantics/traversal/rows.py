"""What the browser is told of the axes, the edit and its facts."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.analysis.directions.validation import Validation
from hdvis.models import DecodeResult
from hdvis.render import signed
from hdvis_semantics.traversal.axes import Axis
from hdvis_semantics.traversal.facts import Facts

UNKNOWN = "–"


def row_of(axis: Axis, validation: Validation | None) -> dict[str, Any]:
    """The line of an axis: its name, its kind, and how well it is founded."""
    row = {"name": axis.name, "kind": axis.kind, "metric": "", "weak": False}
    if axis.kind == "random":
        return row | {"metric": "control"}
    if validation is not None and np.isfinite(validation.scores.auc):
        area = validation.scores.auc
        text = f"AUC {area:.2f}".replace("0.", ".")
        return row | {"metric": text, "weak": not validation.meaningful, "order": area}
    return row


def said(shown: DecodeResult, known: Facts | None, encodes: bool) -> list[list[Any]]:
    """[label, value, warn] about the edit, the second latent that was decoded.

    Where the model encodes there are always three, so that nothing jumps while they are awaited.
    """
    found: list[list[Any]] = []
    if shown.percentile.size > 1 and np.isfinite(shown.percentile[1]):
        share = float(shown.percentile[1])
        found.append([f"off the {shown.whose}", f"{ordinal(round(share))} percentile", share > 99])
    if not encodes:
        return found
    kept = leak = None
    if known is not None and np.isfinite(known.kept):
        kept = ["edit kept", f"{known.kept:.2f}", known.kept < 0.5]
        leak = ["leaks into", f"{known.leak} {signed(known.leaked)} σ", abs(known.leaked) > 1]
        leak = leak if known.leak else None
    return [
        *found, kept or ["edit kept", UNKNOWN, False], leak or ["leaks into", UNKNOWN, False],
    ]  # fmt: skip


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, … 11th, 12th, 13th."""
    teens = number % 100 in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def difference(shown: DecodeResult) -> dict[str, Any] | None:
    """The edit less the original, grey where nothing changed; None for outputs without pixels."""
    from hdvis.render import raw_rgba

    if shown.pixels is None or len(shown.pixels) < 2:
        return None
    before, after = shown.pixels[0].astype(np.int16), shown.pixels[1].astype(np.int16)
    change = (128 + (after - before) // 2).clip(0, 255).astype(np.uint8)
    height, width = change.shape[:2]
    return {
        "data": raw_rgba(change), "width": width, "height": height, "label": "difference",
        "greyed": bool(shown.greyed[:2].any()),
    }  # fmt: skip
