"""What the browser draws of groups: lines of a table, boxes of a tree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from hdvis.analysis import icicle
from hdvis.errors import shorten
from hdvis.render.palette import OTHER, colors_of_codes, hexes
from hdvis_projection.clustering.text import DISSOLVED, cells, chance
from hdvis_projection.clustering.work import Grouping, Trust

NOISE = "noise"
LISTED = 200


def lines(
    made: Grouping, names: Sequence[str], trust: Trust | None, picked: Collection[int]
) -> list[dict[str, Any]]:
    """A line for each of the largest groups, and one for noise; `picked` are selected."""
    sizes = np.bincount(made.labels + 1, minlength=made.count + 1)
    shown = min(made.count, LISTED)
    codes = np.where(made.labels < 0, made.count, made.labels)  # noise is the last category
    kinds = made.count + int(sizes[0] > 0)
    colors = [*hexes(colors_of_codes(codes, kinds)), OTHER]
    out = [
        _line(group, names[group], colors[group], int(sizes[group + 1]), trust, group in picked)
        for group in range(shown)
    ]
    if sizes[0]:
        noise = {"group": -1, "name": NOISE, "color": colors[made.count]}
        about = {"weak": False, "doc": "", "proposal": "", "cells": [f"{sizes[0]:,}", "", "", ""]}
        out.append({**noise, **about, "picked": -1 in picked})
    return out


def _line(
    group: int, name: str, color: str, size: int, trust: Trust | None, picked: bool
) -> dict[str, Any]:
    return {
        "group": group,
        "name": shorten(name, 80),
        "color": color,
        "cells": cells(size, group, trust),
        "weak": trust is not None and bool(trust.facts.stability[group] < DISSOLVED),
        "doc": "" if trust is None else chance(trust, group),
        "picked": picked,
        "proposal": "" if trust is None else trust.names[group],
    }


def boxes(made: Grouping, names: Sequence[str]) -> list[dict[str, Any]]:
    """The tree of clusters as boxes, each with the group it is or belongs to, -1 for none."""
    tree = made.tree
    if tree is None:
        return []
    drawn = icicle(tree)
    chosen = {int(c): int(made.labels[tree.rows(int(c))[0]]) for c in np.flatnonzero(tree.chosen)}
    group_of: dict[int, int] = {}
    out = []
    for at, cluster in enumerate(drawn.cluster.tolist()):
        above = group_of.get(int(tree.parent[cluster]), -1)
        group = group_of[cluster] = chosen.get(cluster, above)
        name = names[group] if group >= 0 else ""
        out.append({
            "cluster": cluster, "group": group, "name": name if cluster in chosen else "",
            "left": float(drawn.left[at]), "right": float(drawn.right[at]),
            "top": float(drawn.top[at]), "bottom": float(drawn.bottom[at]),
            "doc": f"{int(tree.size[cluster]):,} rows{f' in {name}' if name else ''}",
        })  # fmt: skip
    return out


def distinct(names: list[str]) -> list[str]:
    """The names, numbered where one is there twice or is that of noise."""
    taken, out = {NOISE}, []
    for name in names:
        number, made = 2, name
        while made in taken:
            made = f"{name} ({number})"
            number += 1
        taken.add(made)
        out.append(made)
    return out
