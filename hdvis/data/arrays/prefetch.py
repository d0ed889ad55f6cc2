"""A hint to the system which rows of a memory map are about to be read."""

import mmap

import numpy as np

from hdvis.data.arrays.convert import mapped
from hdvis.data.arrays.interop import Array

_GAP = 64 * 1024
"""Rows closer together than this many bytes are asked for as one stretch."""


def prefetch_rows(array: Array, rows: Array) -> int:
    """Ask the system to read `rows` of a mapped `array` ahead; the number of stretches asked for.

    Does nothing for arrays in memory and where the system has no such call.
    """
    stretches = row_stretches(array, rows)
    memory = mapped(array)
    if memory is None or not hasattr(mmap, "MADV_WILLNEED"):
        return 0
    for start, length in stretches:
        memory.madvise(mmap.MADV_WILLNEED, start, length)
    return len(stretches)


def row_stretches(array: Array, rows: Array) -> list[tuple[int, int]]:
    """Byte stretches (start, length) of the map under `array` that hold `rows`, on page borders."""
    memory = mapped(array)
    if memory is None or not len(rows) or not array.size or array.strides[0] <= 0:
        return []
    base = np.frombuffer(memory, np.uint8)
    offset = array.ctypes.data - base.ctypes.data
    starts = np.unique(np.asarray(rows, np.int64) % len(array)) * array.strides[0] + offset
    first = starts // mmap.PAGESIZE * mmap.PAGESIZE
    last = np.minimum(starts + _row_bytes(array), len(base))
    cuts = np.flatnonzero(first[1:] > last[:-1] + _GAP) + 1
    begins = first[np.concatenate([[0], cuts]).astype(np.int64)]
    ends = last[np.concatenate([cuts - 1, [len(last) - 1]]).astype(np.int64)]
    return [(int(begin), int(end - begin)) for begin, end in zip(begins, ends, strict=True)]


def _row_bytes(array: Array) -> int:
    """Bytes from the first to the last value of one row."""
    inner = zip(array.shape[1:], array.strides[1:], strict=True)
    return int(sum((size - 1) * abs(stride) for size, stride in inner)) + array.itemsize
