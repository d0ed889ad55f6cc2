"""Out of memory halves the batch, remembers what fitted, and looks again later."""

import numpy as np
import pytest
import torch

from hdvis.errors import ModelError
from hdvis.models.engine.oom import Ceiling, is_out_of_memory, within_memory


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB"),
        RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory"),
        RuntimeError("MPS backend out of memory"),
    ],
)
def test_the_many_ways_of_saying_so_are_known(error):
    assert is_out_of_memory(error)


def test_other_errors_are_not_taken_for_it():
    assert not is_out_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))
    with pytest.raises(RuntimeError, match="mat1"):
        within_memory(
            lambda z: (_ for _ in ()).throw(RuntimeError("mat1")), np.zeros((2, 1)), Ceiling(),
            release=lambda size: None, save=lambda: False,
        )  # fmt: skip


def run_within(largest: int, rows: int, ceiling: Ceiling, saves: int = 0):
    """Sizes tried, their results, and what was released, when `largest` latents fit."""
    tried, released = [], []
    state = {"largest": largest, "saves": saves}

    def run(z):
        tried.append(len(z))
        if len(z) > state["largest"]:
            raise torch.OutOfMemoryError("out of memory")
        return z * 2

    def save():
        state["saves"] -= 1
        state["largest"] = 1
        return state["saves"] >= 0

    z = np.arange(rows, dtype=np.float32)[:, None]
    parts = within_memory(run, z, ceiling, release=released.append, save=save)
    np.testing.assert_array_equal(np.concatenate(parts), z * 2)
    return tried, released


def test_the_batch_is_halved_until_it_fits_and_stays_so():
    ceiling = Ceiling()
    tried, released = run_within(4, 20, ceiling)
    assert tried == [20, 10, 5, 2, *[2] * 9]
    assert released == [20, 10, 5]
    assert run_within(4, 6, ceiling)[0] == [2, 2, 2]
    ceiling._since -= 60 * ceiling.minutes + 1
    assert run_within(4, 4, ceiling)[0] == [4]


def test_a_thriftier_way_is_taken_before_giving_up():
    assert run_within(0, 3, Ceiling(), saves=1)[0] == [3, 1, 1, 1, 1]
    with pytest.raises(ModelError, match="even for a single latent"):
        run_within(0, 3, Ceiling())
