"""The cache keeps the pictures used last, and never more bytes than it may."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hdvis.models.engine.cache import ByteCache, row_keys


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 60)), max_size=60))
def test_it_is_a_least_recently_used_cache_of_bytes(puts):
    cache, model = ByteCache(100), {}
    for key, size in puts:
        name = bytes([key])
        cache.put(name, np.zeros(size, np.uint8))
        model.pop(name, None)
        model[name] = size
        while sum(model.values()) > 100:
            model.pop(next(iter(model)))
        assert cache.bytes == sum(model.values()) <= 100
    for name in list(model):
        assert cache.get(name).nbytes == model[name]
    assert len(cache) == len(model)


def test_what_is_larger_than_the_cache_is_not_kept():
    cache = ByteCache(10)
    cache.put(b"small", np.zeros(5, np.uint8))
    cache.put(b"large", np.zeros(11, np.uint8))
    assert cache.get(b"large") is None
    assert cache.get(b"small") is not None
    assert cache.hits == 1


def test_keys_tell_models_and_latents_apart():
    z = np.arange(6, dtype=np.float32).reshape(3, 2)
    keys = row_keys("a", z)
    assert len({*keys, *row_keys("b", z)}) == 6
    assert row_keys("a", z[1:]) == keys[1:]
