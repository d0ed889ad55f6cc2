"""Datasets that views meet sooner or later."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from hdvis.data import Dataset

HOSTILE = ("<img src=x onerror=alert(1)>", "a b{c}@$'\"", "‮olleh 👩‍🔬", "", "x" * 1000)
"""Names and labels as nobody should write them."""


def ordinary(n: int = 60) -> Dataset:
    """(n, 4) numbers, a second space, two labels, images 8 × 8 and a function."""
    rng = np.random.default_rng(5)
    vectors = rng.normal(size=(n, 4)).astype("f4")
    return Dataset.from_arrays(
        vectors,
        name="ordinary",
        names=["a", "b", "c", "d"],
        labels={"kind": np.array(["x", "y", "z"])[np.arange(n) % 3], "score": vectors.sum(1)},
        images=rng.integers(0, 255, (n, 8, 8), dtype=np.uint8),
        spaces={"other": rng.normal(size=(n, 3)).astype("f4")},
    ).with_function()


def empty() -> Dataset:
    """No rows at all."""
    return Dataset.from_arrays(np.empty((0, 4), "f4"), labels={"kind": np.empty(0, "U1")})


def one_row() -> Dataset:
    """One row."""
    return Dataset.from_arrays(np.array([[1.0, 2.0, 3.0]]), labels={"kind": ["x"]})


def two_rows() -> Dataset:
    """Two rows that are the same."""
    return Dataset.from_arrays(np.ones((2, 3)), labels={"kind": ["x", "x"]})


def one_column() -> Dataset:
    """One column only."""
    return Dataset.from_arrays(np.arange(20.0).reshape(-1, 1))


def constant() -> Dataset:
    """A column without any spread."""
    return Dataset.from_arrays(np.c_[np.arange(30.0), np.full(30, 7.0), np.arange(30.0) % 4])


def not_finite() -> Dataset:
    """NaN in some rows, infinities, and a column of NaN alone."""
    values = np.random.default_rng(6).normal(size=(40, 4))
    values[::5, 0] = np.nan
    values[3, 1], values[4, 1] = np.inf, -np.inf
    values[:, 2] = np.nan
    return Dataset.from_arrays(values, names=["a", "b", "nothing", "d"])


def extreme() -> Dataset:
    """Values near the ends of what a double holds."""
    values = np.random.default_rng(7).normal(size=(30, 3))
    values[0, 0], values[1, 0], values[2, 1] = 1e308, -1e308, 1e-308
    return Dataset.from_arrays(values)


def many_rows() -> Dataset:
    """50,000 rows."""
    values = np.random.default_rng(8).normal(size=(50_000, 6)).astype("f4")
    return Dataset.from_arrays(values, labels={"kind": np.arange(50_000) % 7})


def many_columns() -> Dataset:
    """400 columns."""
    return Dataset.from_arrays(np.random.default_rng(9).normal(size=(50, 400)).astype("f4"))


def categories() -> Dataset:
    """Labels with one, two and very many categories."""
    rows = np.arange(300)
    labels = {
        "same": np.full(300, "x"),
        "two": np.where(rows % 2, "yes", "no"),
        "each": np.array([f"row {i}" for i in rows]),
        "true": rows % 2 == 0,
    }
    return Dataset.from_arrays(np.random.default_rng(10).normal(size=(300, 3)), labels=labels)


def hostile_names() -> Dataset:
    """Column names and labels that are markup, braces, emoji, empty or very long."""
    values = np.random.default_rng(11).normal(size=(25, len(HOSTILE)))
    return Dataset.from_arrays(
        values,
        name=HOSTILE[0],
        names=list(HOSTILE),
        labels={"<b>label</b>": [HOSTILE[i % len(HOSTILE)] for i in range(25)]},
        images=np.zeros((25, 4, 4), np.uint8),
    )


KINDS: Mapping[str, Callable[[], Dataset]] = {
    "empty_data": empty,
    "one_row": one_row,
    "two_equal_rows": two_rows,
    "one_column": one_column,
    "a_constant_column": constant,
    "values_that_are_not_finite": not_finite,
    "extreme_values": extreme,
    "many_rows": many_rows,
    "many_columns": many_columns,
    "categories": categories,
    "hostile_names": hostile_names,
}
"""Each dataset under the name of the check that draws it."""
