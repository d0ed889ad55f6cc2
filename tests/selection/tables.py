"""A small table with every kind of column, some values missing, and predicates over it."""

import numpy as np
from hypothesis import strategies as st

from hdvis.data import Column
from hdvis.selection import (
    And,
    Box,
    Everything,
    Nearest,
    Not,
    OneOf,
    Or,
    Polygon,
    Range,
    Rows,
    Xor,
)

N = 200
ODD = "a `b` or 'c\"\n"
NUMBERS = ("x", "y", "class", "größe", ODD)
CATEGORIES = ("kind", "year", "all")


def small_table():
    """200 rows: numbers with NaN and infinities, categories with missing ones, a time, a space."""
    return Table()


class Table:
    """What predicates read."""

    def __init__(self):
        rng = np.random.default_rng(5)
        self.n = N
        self.columns = {}
        for place, name in enumerate(NUMBERS):
            values = rng.integers(-8, 9, N) / 4 if place else rng.normal(size=N)
            values = values.astype(np.float32 if place % 2 else np.float64)
            values[rng.integers(0, N, 9)] = [np.nan] * 5 + [np.inf, np.inf, -np.inf, -np.inf]
            self.columns[name] = Column(name, values)
        labels = (("red", "it's `green`", 'blue "sky"'), ("2019", "2021", "2024"), ("no", "yes"))
        for name, texts in zip(CATEGORIES, labels, strict=True):
            codes = rng.integers(-1, len(texts), N).astype(np.int32)
            self.columns[name] = Column(name, codes, "category", texts)
        days = rng.integers(0, 400, N) * 86_400.0
        days[::11] = np.nan
        self.columns["day"] = Column("day", days, "time")
        self.columns["big"] = Column("big", 2**60 + np.arange(N))
        vectors = rng.normal(size=(N, 3)).astype(np.float32)
        vectors[7] = np.nan
        self.spaces = {"latent space": vectors}


number = st.floats(-3, 3) | st.integers(-3, 3) | st.sampled_from([np.inf, -np.inf, 1e-9, 0.1])
names = st.sampled_from([*NUMBERS, *CATEGORIES])
strict = st.tuples(st.booleans(), st.booleans())
labels = st.sampled_from(["red", "it's `green`", 'blue "sky"', "2021", "absent"])
ranges = st.builds(Range, names, number, number, strict)
members = st.builds(
    OneOf,
    st.sampled_from(CATEGORIES),
    st.lists(labels | st.integers(2018, 2022), max_size=3).map(tuple),
) | st.builds(OneOf, st.sampled_from(NUMBERS), st.lists(number, max_size=3).map(tuple))
boxes = st.builds(Box, names, names, number, number, number, number)
points = st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3)), min_size=3, max_size=6).map(tuple)
polygons = st.builds(Polygon, names, names, points)
rows = st.lists(st.integers(0, N + 20), max_size=60).map(Rows.of)
nearest = st.builds(Nearest, st.just("latent space"), st.integers(0, N - 1), st.integers(0, N + 3))
leaves = ranges | members | boxes | polygons | rows | nearest | st.just(Everything())


def compound(parts):
    """Predicates made of other predicates."""
    several = st.lists(parts, max_size=3).map(tuple)
    return (
        st.builds(And, several)
        | st.builds(Or, several)
        | st.builds(Xor, several)
        | st.builds(Not, parts)
    )


predicates = st.recursive(leaves, compound, max_leaves=8)
