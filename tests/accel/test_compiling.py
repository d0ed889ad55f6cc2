"""Compiling is noticed while it goes on, and fetching from the cache is not."""

import numpy as np
import pytest
from numba import njit
from numba.core import event
from numba.core.errors import TypingError

from hdvis.accel.compiling import is_compiling


class Witness(event.Listener):
    """What is_compiling says in the midst of it."""

    def __init__(self):
        self.said = []

    def on_start(self, event):
        self.said.append(is_compiling())

    def on_end(self, event):
        self.said.append(is_compiling())


def test_it_is_so_from_the_first_kernel_to_the_last():
    assert not is_compiling()
    with event.install_listener("numba:run_pass", witness := Witness()):
        njit(lambda x: x + 1)(1)
    assert witness.said
    assert all(witness.said)
    assert not is_compiling()


def test_a_kernel_that_does_not_compile_ends_it_too():
    with pytest.raises(TypingError, match="nonsense"):
        njit(lambda x: x.nonsense)(np.zeros(1))
    assert not is_compiling()
