"""Parquet tables become columns, their lists spaces."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from data.bad_inputs import written
from pyarrow import parquet

from hdvis.data import load
from hdvis.errors import DataError


def saved(tmp_path, **columns):
    parquet.write_table(pa.table(columns), tmp_path / "a.parquet", row_group_size=3)
    return load(tmp_path / "a.parquet")


def test_a_frame_comes_back(tmp_path):
    frame = pd.DataFrame({"x": [1.5, 2.5], "kind": pd.Categorical(["a", "b"]), "n": [1, 2]})
    frame.to_parquet(tmp_path / "a.parquet")
    made = load(tmp_path / "a.parquet")
    np.testing.assert_array_equal(made.vectors, frame[["x", "n"]])
    assert made.labels["kind"].text() == ["a", "b"]


@pytest.mark.parametrize(
    "kind", [pa.list_(pa.float32()), pa.large_list(pa.float32()), pa.list_(pa.float32(), 4)]
)
def test_lists_of_one_length_are_a_space(tmp_path, kind):
    vectors = np.arange(28, dtype=np.float32).reshape(7, 4)
    made = saved(tmp_path, latent=pa.array(list(vectors), kind), t=["a"] * 7)
    assert np.array_equal(made.vectors, vectors)
    assert list(made.labels) == ["t"]


def test_lists_of_different_lengths_are_refused(tmp_path):
    with pytest.raises(DataError, match="`v`: lists of different lengths"):
        saved(tmp_path, v=[[1.0], [1.0, 2.0]])


def test_what_is_no_parquet_file_is_said_to_be_none(tmp_path):
    with pytest.raises(DataError, match="not a parquet file"):
        load(written(tmp_path, "a.parquet", b"PAR1 and no more"))
