"""The columns of a table are sorted by what they are, and the sorting can be chosen."""

import numpy as np
import pandas as pd
import pytest

from hdvis import Dataset, load
from hdvis.data.roles import Roles, with_roles
from hdvis.errors import DataError

N = 60
rng = np.random.default_rng(0)
FRAME = pd.DataFrame(
    {
        "Run": np.arange(1, N + 1),
        "a": rng.normal(size=N),
        "b": rng.normal(size=N),
        "count": rng.integers(0, 9, N),
        "when": np.arange(N) * 0.25 + 3,
        "outcome": rng.integers(0, 2, N),
        "word": np.array(["x", "y"])[np.arange(N) % 2],
    }
)
MADE = Dataset.from_arrays(FRAME)


def test_counters_and_outcomes_leave_the_vectors_and_that_is_one_line():
    made = with_roles(MADE)
    assert made.vector_names == ("a", "b", "count")
    assert list(made.labels) == ["Run", "when", "outcome", "word"]
    assert made.labels["Run"].kind == "numeric"
    assert made.labels["outcome"].categories == ("0", "1")
    (said,) = made.warnings
    assert said.startswith(
        "3 columns are vectors, `Run`, `when` tell rows apart, `outcome` labels them; --vectors"
    )


@pytest.mark.parametrize("order", ["shuffled", "down", "from 7"])
def test_a_counter_is_told_in_any_order(order):
    numbers = {
        "shuffled": rng.permutation(N),
        "down": np.arange(N)[::-1],
        "from 7": np.arange(N) + 7,
    }
    frame = FRAME[["a", "b"]].assign(number=numbers[order])
    assert with_roles(Dataset.from_arrays(frame)).vector_names == ("a", "b")


def test_few_rows_and_tables_of_one_kind_are_left_alone():
    few = Dataset.from_arrays(FRAME.head(12))
    assert with_roles(few) is few
    grid = Dataset.from_arrays(FRAME[["Run", "a"]])
    assert with_roles(grid).vector_names == ("Run", "a")
    plain = Dataset.from_arrays(FRAME[["a", "b"]])
    assert with_roles(plain).warnings == ()


def test_what_is_asked_for_is_done():
    made = with_roles(MADE, Roles(vectors=("b", "Run"), labels=("count",), id="when"))
    assert made.vector_names == ("b", "Run")
    assert made.labels["count"].kind == "category"
    assert np.array_equal(made.vectors[:, 1], FRAME["Run"])
    for wrong in (Roles(vectors=("c",)), Roles(labels=("c",)), Roles(id="c")):
        with pytest.raises(DataError, match="no column `c`; there are Run, a, b"):
            with_roles(MADE, wrong)
    with pytest.raises(DataError, match="`word` is a category"):
        with_roles(MADE, Roles(vectors=("word",)))
    with pytest.raises(DataError, match="scale: got 'wide', expected auto, none, standard"):
        Roles(scale="wide")


WIDE = pd.DataFrame({"small": rng.normal(size=N) * 1e-3, "large": rng.normal(size=N) * 1e3 + 5})


def test_columns_of_very_different_spread_are_standardised_and_that_is_said():
    made = with_roles(Dataset.from_arrays(WIDE))
    assert made.vectors.mean(axis=0) == pytest.approx([0, 0], abs=1e-6)
    assert made.vectors.std(axis=0) == pytest.approx([1, 1], abs=1e-6)
    assert np.array_equal(made.spaces["raw"], WIDE)
    assert "standardised to mean 0 and deviation 1" in made.warnings[-1]
    assert np.array_equal(with_roles(Dataset.from_arrays(WIDE), Roles(scale="none")).vectors, WIDE)


def test_any_columns_are_standardised_on_request():
    gone = WIDE.assign(constant=3.0)
    gone.iloc[4, 0] = np.nan
    made = with_roles(Dataset.from_arrays(gone), Roles(scale="standard"))
    assert np.nanstd(made.vectors, axis=0) == pytest.approx([1, 1, 0], abs=1e-6)
    assert np.isnan(made.vectors[4, 0])


def test_a_file_is_sorted_and_a_matrix_is_not(tmp_path):
    FRAME.to_csv(tmp_path / "a.csv", index=False)
    assert load(tmp_path / "a.csv").vector_names == ("a", "b", "count")
    np.save(tmp_path / "a.npy", FRAME[["Run", "a"]].to_numpy())
    assert load(tmp_path / "a.npy").d == 2
