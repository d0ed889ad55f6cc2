"""Merge trees straight from the definition: sets of rows above each row, flooded one by one."""

import numpy as np


def order(f, ascending=True):
    """Rows from the most extreme on, ties by row; rows without a value left out."""
    height = np.asarray(f, float) * (1 if ascending else -1)
    return sorted(np.flatnonzero(np.isfinite(height)), key=lambda v: (-height[v], v))


def part_of(row, rows, edges):
    """The connected part of the graph on `rows` that holds `row`."""
    rows, part, todo = set(rows), {row}, [row]
    while todo:
        at = todo.pop()
        for a, b in edges:
            for here, there in ((a, b), (b, a)):
                if here == at and there in rows and there not in part:
                    part.add(there)
                    todo.append(there)
    return part


def saddles(f, edges, ascending=True):
    """For each extremum its saddle, or -1 for the last of its part.

    An extremum is a row without neighbours above it. It ends at the highest row whose upper part
    holds both it and a higher extremum.
    """
    rows = order(f, ascending)
    rank = {row: t for t, row in enumerate(rows)}
    extrema = [v for v in rows if part_of(v, rows[: rank[v] + 1], edges) == {v}]
    found = {}
    for top in extrema:
        found[top] = -1
        for t in range(rank[top] + 1, len(rows)):
            if min(part_of(top, rows[: t + 1], edges), key=rank.get) != top:
                found[top] = rows[t]
                break
    return found


def segments(f, edges, level, ascending=True):
    """The hill of each row once all extrema of persistence up to `level` are filled.

    Uphill first, to the highest neighbour; then, from the least persistent on, each extremum's
    rows go to the highest hill that its own touches at its saddle.
    """
    rows = order(f, ascending)
    rank = {row: t for t, row in enumerate(rows)}
    near = {v: {v} for v in rows}
    for a, b in edges:
        if a in rank and b in rank:
            near[a].add(b)
            near[b].add(a)
    hill = {}
    for v in rows:
        best = min(near[v], key=rank.get)
        hill[v] = v if best == v else hill[best]
    ends = saddles(f, edges, ascending)
    drop = {v: abs(f[v] - f[s]) for v, s in ends.items() if s >= 0}
    for top in sorted(drop, key=lambda v: (drop[v], -rank[v])):
        if drop[top] > level:
            break
        saddle = ends[top]
        beyond = set()
        for other in near[saddle]:
            pair = {hill[saddle], hill[other]}
            if rank[other] < rank[saddle] and top in pair:
                beyond |= pair - {top}
        heir = min(beyond, key=rank.get)
        hill = {v: heir if h == top else h for v, h in hill.items()}
    return [hill.get(v, -1) for v in range(len(f))]


def union_find_persistence(f, edges):
    """Persistence of the maxima by one union-find over all rows, the usual few lines."""
    parent, birth, out = {}, {}, []

    def find(v):
        while parent[v] != v:
            v = parent[v]
        return v

    near = {}
    for a, b in edges:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    for v in order(f):
        parent[v], birth[v] = v, f[v]
        for u in near.get(v, []):
            if u in parent and find(u) != find(v):
                young, old = sorted((find(u), find(v)), key=lambda r: birth[r])
                if (young != v and old != v) or birth[young] > f[v]:
                    out.append(birth[young] - f[v])
                parent[young] = old
    return np.sort([p for p in out if p > 0])[::-1]
