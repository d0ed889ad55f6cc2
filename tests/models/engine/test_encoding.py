"""A data set is encoded in spare time, kept by content, and goes on where it stopped."""

import json
import threading
from concurrent.futures import CancelledError
from types import SimpleNamespace

import numpy as np
import pytest
from models.toys import ToyVAE, pictures

from hdvis.errors import Cancelled, ModelError
from hdvis.models import Engine, adapt

N, CHUNK = 230, 32


@pytest.fixture(scope="module")
def engine():
    with Engine(adapt(ToyVAE(), latent=10), explore=False) as engine:
        yield engine


@pytest.fixture(scope="module")
def images():
    return pictures(N)


def encode(engine, images, **options):
    return engine.encode_all(images, chunk=CHUNK, **options)


def test_every_row_is_encoded_in_order(engine, images):
    shares = []
    found = encode(engine, images, checkpoint=shares.append).result(30)
    expected = engine.adapter.encode(images)
    np.testing.assert_allclose(found.mean, expected.mean, atol=1e-6)
    np.testing.assert_allclose(found.logvar, expected.logvar, atol=1e-6)
    assert shares == sorted(shares)
    assert len(shares) == -(-N // CHUNK)
    assert not found.mean.flags.writeable


def test_a_cancelled_run_goes_on_where_it_stopped(engine, images, tmp_path):
    def stop(share):
        if share > 0.4:
            raise Cancelled

    first = encode(engine, images, checkpoint=stop, cache=tmp_path)
    with pytest.raises(CancelledError):
        first.result(30)
    calls = []
    whole = encode(engine, images, checkpoint=calls.append, cache=tmp_path).result(30)
    assert whole.resumed == 4
    assert len(calls) == 4
    np.testing.assert_allclose(whole.mean, engine.adapter.encode(images).mean, atol=1e-6)
    again = encode(engine, images, cache=tmp_path).result(30)
    assert again.resumed == 8
    np.testing.assert_array_equal(again.mean, whole.mean)


def test_other_data_weights_or_splits_are_kept_apart(images, tmp_path):
    for seed, data, split in (
        (0, images, "all"),
        (1, images, "all"),
        (0, images[::-1], "all"),
        (0, images, "test"),
    ):
        with Engine(adapt(ToyVAE(seed=seed), latent=10), explore=False) as engine:
            assert (
                encode(engine, np.ascontiguousarray(data), cache=tmp_path, split=split)
                .result(30)
                .resumed
                == 0
            )
    assert len(list(tmp_path.iterdir())) == 4


def test_a_damaged_cache_is_done_anew(engine, images, tmp_path):
    whole = encode(engine, images, cache=tmp_path).result(30)
    (folder,) = tmp_path.iterdir()
    for name, content in (("done.json", b"{"), ("mean.npy", b"\x93NUMPY nonsense")):
        (folder / name).write_bytes(content)
        found = encode(engine, images, cache=tmp_path).result(30)
        assert found.resumed == 0
        np.testing.assert_array_equal(found.mean, whole.mean)
    about = json.loads((folder / "done.json").read_text())
    assert all(about["done"])


def test_images_may_be_read_in_parts(engine, images):
    asked = []

    def get(rows):
        asked.append(len(rows))
        return images[rows]

    found = encode(engine, SimpleNamespace(n=N, get=get)).result(30)
    np.testing.assert_allclose(found.mean, engine.adapter.encode(images).mean, atol=1e-6)
    assert max(asked) == CHUNK


def test_requests_do_not_wait_for_the_data_set(engine, images):
    begun, asked, order = threading.Event(), threading.Event(), []

    def checkpoint(share):
        order.append("chunk")
        begun.set()
        asked.wait(30)

    future = encode(engine, images, checkpoint=checkpoint)
    begun.wait(30)
    decoded = engine.submit("a", engine.adapter.latent.sample(1))
    decoded.add_done_callback(lambda f: order.append("decoded"))
    asked.set()
    decoded.result(30)
    future.result(30)
    assert order.index("decoded") < len(order) - 1


def test_rows_that_are_not_finite_are_counted_and_errors_name_their_row():
    def encode_rows(x):
        if (x == 7).any():
            raise ValueError("seven")
        return np.where(x[:, :2] == 3, np.inf, x[:, :2])

    adapter = adapt(decode=lambda z: np.repeat(z, 2, axis=1), encode=encode_rows, latent=2)
    data = np.ones((40, 4), np.float32)
    data[5] = 3
    with Engine(adapter) as engine:
        assert engine.encode_all(data, chunk=8).result(30).nonfinite == 1
        data[20] = 7
        with pytest.raises(ModelError, match="encoder raised ValueError at row 16: seven"):
            engine.encode_all(data, chunk=8).result(30)


def test_a_model_without_encoder_says_so():
    with Engine(adapt(np.sin, latent=2)) as engine, pytest.raises(ModelError, match="no encoder"):
        engine.encode_all(np.zeros((3, 2))).result(30)
