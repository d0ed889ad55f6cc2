"""Tensors and tables are told apart without importing their libraries."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import torch
from scipy.sparse import csr_matrix

from hdvis.data.arrays.interop import (
    is_arrow,
    is_frame,
    is_series,
    is_sparse,
    is_tensor,
    tensor_values,
)


def test_each_kind_is_recognised_and_no_other():
    frame = pd.DataFrame({"a": [1]})
    things = [
        torch.ones(1),
        frame,
        frame["a"],
        pa.table({"a": [1]}),
        csr_matrix((2, 2)),
        np.ones(2),
    ]
    tests = [is_tensor, is_frame, is_series, is_arrow, is_sparse]
    assert [[test(thing) for test in tests] for thing in things] == [
        [i == j for j in range(5)] for i in range(6)
    ]


def test_sparse_tensors_are_sparse():
    assert is_sparse(torch.eye(2).to_sparse())


def test_a_tensor_that_requires_grad_shares_its_memory():
    tensor = torch.ones(3, requires_grad=True)
    assert np.shares_memory(tensor_values(tensor), tensor.detach().numpy())


def test_lazy_conjugates_are_resolved():
    tensor = torch.tensor([1 + 2j]).conj()
    assert tensor_values(tensor)[0] == 1 - 2j


def test_importing_data_imports_no_heavy_library():
    heavy = "torch pandas pyarrow PIL sklearn numba scipy panel bokeh"
    code = f"import sys, hdvis.data; print([m for m in '{heavy}'.split() if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
