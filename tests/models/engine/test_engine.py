"""The engine answers the last move of every drag, never an older picture after a newer one."""

import threading
import time

import numpy as np
import pytest
import torch
from models.toys import ToyStyle, ToyVAE, random_delay, tagged
from torch import nn

from hdvis.errors import ModelError
from hdvis.models import Engine, FunctionAdapter, LatentSpec, OutputSpec, Worker, adapt


def test_no_stale_frame_in_a_thousand_moves_and_the_last_is_answered():
    frames = {"a": [], "b": []}
    with Engine(tagged(random_delay(1))) as engine:
        for session in frames:
            for i in range(500):
                z = np.full((1, 3), i, np.float32)
                future = engine.submit("slider", z, session=session)
                future.add_done_callback(
                    lambda f, s=session: None if f.cancelled() else frames[s].append(f.result())
                )
                if i % 7 == 0:
                    time.sleep(0.0005)
        engine.run(lambda adapter: None).result(timeout=30)
    for shown in frames.values():
        stamps = [frame.stamp for frame in shown]
        assert stamps == sorted(set(stamps))
        assert all((frame.values == frame.z).all() for frame in shown)
        assert shown[-1].z[0, 0] == 499
        assert len(shown) > 1


def test_one_batch_answers_all_that_waits_and_gives_each_its_own():
    sizes, gate = [], threading.Event()

    def decode(z):
        gate.wait(10)
        sizes.append(len(z))
        return z.copy()

    adapter = FunctionAdapter(decode, LatentSpec((2,)), OutputSpec("scalars", (2,)), version="1")
    with Engine(adapter) as engine:
        first = engine.submit("gate", np.zeros((1, 2)))
        time.sleep(0.05)
        asked = {i: 100 * i + np.arange(2 * i).reshape(i, 2) for i in range(1, 6)}
        futures = {i: engine.submit(f"view {i}", z) for i, z in asked.items()}
        gate.set()
        first.result(timeout=10)
        for i, future in futures.items():
            np.testing.assert_array_equal(future.result(timeout=10).values, asked[i])
    assert sizes[0] == 1
    assert sum(sizes[1:]) == 15
    assert len(sizes) == 2


def test_what_was_decoded_is_not_decoded_again():
    calls = []

    def decode(z):
        calls.append(len(z))
        return z.copy()

    adapter = FunctionAdapter(decode, LatentSpec((2,)), OutputSpec("scalars", (2,)), version="1")
    with Engine(adapter) as engine:
        z = np.arange(8, dtype=np.float32).reshape(4, 2)
        engine.submit("a", z).result(10)
        again = engine.submit("b", np.concatenate([z[2:], z[2:] + 50])).result(10)
        np.testing.assert_array_equal(again.values, np.concatenate([z[2:], z[2:] + 50]))
        assert calls == [4, 2]
        assert engine.statistics().hits == 2
        engine.refresh()
        engine.submit("a", z).result(10)
    assert calls == [4, 2, 4]


def test_a_busy_session_does_not_starve_another():
    order, gate = [], threading.Event()

    def decode(z):
        gate.wait(10)
        order.extend(z[:, 0].tolist())
        return z.copy()

    adapter = FunctionAdapter(decode, LatentSpec((1,)), OutputSpec("scalars", (1,)), version="1")
    with Engine(adapter) as engine:
        engine.submit("gate", np.full((1, 1), -1.0))
        time.sleep(0.05)
        for view in range(8):
            engine.submit(f"view {view}", np.full((40, 1), view), session="busy")
        future = engine.submit("slider", np.full((1, 1), 99.0), session="calm")
        gate.set()
        future.result(timeout=10)
        seen = list(dict.fromkeys(order))
    assert seen.index(99.0) <= 2


def test_one_bad_latent_costs_its_neighbours_nothing():
    def decode(z):
        if (z > 5).any():
            raise ValueError("too far")
        return z.copy()

    gate = threading.Event()
    adapter = FunctionAdapter(decode, LatentSpec((2,)), OutputSpec("scalars", (2,)), version="1")
    with Engine(adapter) as engine:
        engine.run(lambda adapter: gate.wait(10))
        good, bad = engine.submit("a", np.ones((1, 2))), engine.submit("b", np.full((1, 2), 9.0))
        gate.set()
        assert good.result(10).good
        with pytest.raises(ModelError, match="too far"):
            bad.result(10)


def test_pictures_are_uint8_in_rows_columns_and_channels():
    model = ToyVAE().eval()
    with Engine(adapt(model, latent=10), device="cpu", explore=False) as engine:
        z = engine.adapter.latent.sample(5)
        decoded = engine.submit("a", z).result(20)
    expected = model.decoder(torch.from_numpy(z)).detach().numpy()[:, 0, :, :, None]
    assert decoded.pixels.dtype == np.uint8
    assert np.abs(decoded.pixels - 255 * expected).max() <= 0.5 + 1e-3
    assert decoded.values is None


def test_deterministic_floats_do_not_depend_on_the_batch():
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(10, 256), nn.Tanh(), nn.Linear(256, 40))
    adapter = adapt(net, output=OutputSpec("array"))
    z = adapter.latent.sample(41)
    with Engine(adapter, deterministic=True, cache_bytes=0) as engine:
        whole = engine.submit("a", z).result(20).values
        for i in (0, 7, 40):
            alone = engine.submit("a", z[i : i + 1]).result(20)
            np.testing.assert_array_equal(alone.values[0], whole[i])
        assert alone.variant == "eager, deterministic"
        assert engine.variants == []


def test_closing_cancels_what_waits_and_a_shared_worker_goes_on():
    with Worker() as worker:
        gate = threading.Event()
        first, second = Engine(tagged(), worker=worker), Engine(tagged(), worker=worker)
        first.run(lambda adapter: gate.wait(10))
        waiting = first.submit("a", np.zeros((1, 3)))
        encoding = Engine(_autoencoder(), worker=worker).encode_all(np.zeros((9, 4), np.float32))
        first.close()
        assert waiting.cancelled()
        gate.set()
        assert second.submit("a", np.zeros((1, 3))).result(10).good
        assert encoding.result(10).mean.shape == (9, 2)


def test_engines_of_one_device_share_a_thread():
    engines = [Engine(tagged()), Engine(adapt(ToyVAE(), latent=10), device="cpu", explore=False)]
    names = {
        engine.run(lambda adapter: threading.current_thread().name).result(10) for engine in engines
    }
    assert len(names) == 1
    for engine in engines:
        engine.close()


def test_a_forgotten_session_waits_for_nothing():
    gate = threading.Event()
    with Engine(tagged()) as engine:
        engine.submit("a", np.ones((1, 3)), session="s").result(10)
        engine.run(lambda adapter: gate.wait(10))
        waiting = engine.submit("a", np.zeros((1, 3)), session="s")
        kept = engine.submit("a", np.zeros((1, 3)), session="t")
        engine.forget("s")
        gate.set()
        assert waiting.cancelled()
        assert kept.result(10).good
        assert engine.last("a", "s") is None


def test_statistics_tell_times_queue_and_drops():
    started, gate = threading.Event(), threading.Event()
    with Engine(tagged(lambda: 0.01)) as engine:
        engine.run(lambda adapter: (started.set(), gate.wait(10)))
        started.wait(10)
        futures = [engine.submit("a", np.full((1, 3), i)) for i in range(4)]
        assert engine.statistics().queue == 1
        gate.set()
        futures[-1].result(10)
        told = engine.statistics()
    assert (told.answered, told.dropped, told.rows, told.device) == (1, 3, 1, "cpu")
    assert told.decode_median >= 10.0
    assert told.wait_median >= told.decode_median
    assert "1 waiting" not in told.text()
    assert "3 dropped" in told.text()


def test_a_latent_of_another_space_is_carried_over():
    adapter = adapt(ToyStyle())
    with Engine(adapter, explore=False) as engine:
        z = adapter.extra_spaces["z"].sample(2)
        from_z = engine.submit("a", z, space="z").result(10)
        from_w = engine.submit("b", adapter.map(z, "z", "w+")).result(10)
    np.testing.assert_array_equal(from_z.pixels, from_w.pixels)
    assert from_z.z.shape == (2, 6)
    assert from_z.latents.shape == (2, 4, 8)


def _autoencoder():
    matrix = np.ones((4, 2), np.float32)
    return adapt(decode=lambda z: z @ matrix.T, encode=lambda x: x @ matrix, latent=2)
