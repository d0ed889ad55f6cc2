"""Sessions ask the model on the table: in order, together, and never left without an answer."""

import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from models.asking import Tab
from models.toys import ToyStyle, ToyVAE, pictures, random_delay, tagged
from safetensors.torch import save_file

from hdvis.errors import ModelError
from hdvis.models import Engine, FunctionAdapter, LatentModel, LatentSpec, OutputSpec, adapt


def answer(model, z, **options):
    """What one tab is shown of latents `z`."""
    tab, shown = Tab(), []
    tab.decode(model, z, shown.append, **options)
    tab.run_until(lambda: shown)
    return shown[0]


def counting(gate=None):
    """A model that gives its latents back, and what it was asked call by call."""
    calls = []

    def decode(z):
        if gate is not None:
            gate.wait(20)
        calls.append(z[:, 0].tolist())
        return z.copy()

    latent, output = LatentSpec((3,)), OutputSpec("scalars", (3,))
    return LatentModel(Engine(FunctionAdapter(decode, latent, output, version="1"))), calls


def test_a_drag_of_a_thousand_moves_shows_no_stale_frame_and_ends_on_the_last():
    model = LatentModel(Engine(tagged(random_delay(2))))
    tabs, shown = [Tab(), Tab()], {0: [], 1: []}
    for move in range(1000):
        for number, tab in enumerate(tabs):
            tab.decode(model, np.full((2, 3), move), shown[number].append)
        if move % 10 == 0:
            time.sleep(0.0005)
    for number, tab in enumerate(tabs):
        tab.run_until(lambda n=number: bool(shown[n]) and shown[n][-1].z[0, 0] == 999)
        moves = [frame.z[0, 0] for frame in shown[number]]
        assert moves == sorted(set(moves))
        assert all((frame.values == frame.z).all() for frame in shown[number])
        assert tab.threads == {threading.get_ident()}


def test_what_waits_is_decoded_in_one_batch():
    gate = threading.Event()
    model, calls = counting(gate)
    tab, shown = Tab(), []
    tab.decode(model, np.zeros((1, 3)), shown.append, key="gate")
    time.sleep(0.05)
    for view in range(1, 6):
        z = 100 * view + np.arange(3 * view).reshape(view, 3)
        tab.decode(model, z, shown.append, key=f"view {view}")
    gate.set()
    tab.run_until(lambda: len(shown) == 6)
    assert [len(call) for call in calls] == [1, 15]
    assert all((frame.values == frame.z).all() for frame in shown)


def test_a_busy_session_does_not_starve_another():
    gate = threading.Event()
    model, calls = counting(gate)
    busy, calm, shown = Tab(), Tab(), []
    busy.decode(model, np.full((1, 3), -1), lambda frame: None, key="gate")
    time.sleep(0.05)
    for view in range(8):
        busy.decode(model, np.full((40, 3), view), lambda frame: None, key=f"view {view}")
    calm.decode(model, np.full((1, 3), 99), shown.append)
    gate.set()
    calm.run_until(lambda: shown)
    order = list(dict.fromkeys(value for call in calls for value in call))
    assert order.index(99.0) <= 2


def test_models_of_one_device_share_a_thread():
    names = set()

    def decode(z):
        names.add(threading.current_thread().name)
        return z.copy()

    for _ in range(2):
        answer(LatentModel(Engine(adapt(decode, latent=2, check=False))), np.zeros((1, 2)))
    named = {name for name in names if name.startswith("hdvis-device-cpu")}
    assert len(named) == 1


def test_without_a_good_picture_there_is_none_and_width_errors_are_told():
    raising = FunctionAdapter(
        lambda z: 1 / 0, LatentSpec((1,)), OutputSpec("scalars", (1,)), version="1"
    )
    raised = answer(LatentModel(Engine(raising)), [[0.0]])
    assert raised.values is None
    assert raised.greyed.all()
    assert "HDV-M11" in raised.message
    wide = answer(LatentModel(Engine(tagged())), np.zeros((2, 7)))
    assert "HDV-M8" in wide.message
    assert len(wide.greyed) == 2


def test_a_model_that_hangs_is_said_to_and_the_others_of_its_device_go_on():
    gate = threading.Event()
    hanging = FunctionAdapter(
        lambda z: (gate.wait(30), z.copy())[1], LatentSpec((3,)), OutputSpec("scalars", (3,))
    )
    hung = answer(LatentModel(Engine(hanging, timeout=0.2)), np.zeros((1, 3)))
    assert hung.error.code == "HDV-M13"
    assert "no answer within 0.2 s" in hung.message
    assert answer(LatentModel(Engine(tagged())), np.zeros((1, 3))).good
    gate.set()


def test_an_encoder_that_hangs_is_said_to():
    gate, tab, told = threading.Event(), Tab(), []
    adapter = adapt(decode=np.copy, latent=2, encode=np.copy, input_shape=(2,))
    adapter._encode = lambda x: gate.wait(30)
    model = LatentModel(Engine(adapter, timeout=0.02))
    tab.encode(model, np.zeros((4, 2), np.float32), told.append)
    tab.run_until(lambda: told)
    assert told[0].mean is None
    assert "no answer within 0.24 s" in str(told[0].error)
    gate.set()


def test_three_failures_pause_it_until_retry():
    def decode(z):
        if (z > 8).any():
            raise ValueError("far away")
        return z.copy()

    latent, output = LatentSpec((1,)), OutputSpec("scalars", (1,))
    model = LatentModel(Engine(FunctionAdapter(decode, latent, output, version="1")))
    *_, paused = [answer(model, [[value]]) for value in (9.0, 9.0, 9.0, 1.0)]
    assert "Press Retry" in paused.message
    model.retry()
    assert answer(model, [[1.0]]).good


def test_a_lattice_arrives_in_tiles_that_say_where_they_belong():
    model, shown, tab = LatentModel(Engine(tagged())), [], Tab()
    z = np.arange(450, dtype=np.float32).reshape(150, 3)
    tab.decode(model, z, shown.append)
    tab.run_until(lambda: len(shown) == 3)
    whole = np.full((150, 3), np.nan)
    for tile in shown:
        whole[tile.start : tile.start + len(tile.z)] = tile.values
    np.testing.assert_array_equal(whole, z)


def test_tiles_of_an_older_lattice_never_follow_a_newer_one():
    model = LatentModel(Engine(tagged(random_delay(5))))
    shown, tab = [], Tab()
    for move in range(60):
        z = np.full((150, 3), move, np.float32) + np.arange(150)[:, None] / 1000
        tab.decode(model, z, shown.append)
        time.sleep(0.0005)
    tab.run_until(lambda: bool(shown) and shown[-1].start == 128 and int(shown[-1].z[0, 0]) == 59)
    moves = [int(tile.z[0, 0]) for tile in shown]
    assert moves == sorted(moves)
    assert [(tile.start, move) for tile, move in zip(shown, moves, strict=True)][-3:] == [
        (0, 59), (64, 59), (128, 59)
    ]  # fmt: skip


def test_every_answer_says_how_far_out_its_latents_lie(rng):
    vectors = rng.standard_normal((4000, 3)).astype(np.float32) * [1, 2, 3] + 5
    model = LatentModel.attach(tagged(), space="vae3", vectors=vectors)
    near, far = answer(model, [[5.0, 5, 5]]), answer(model, [[50.0, 5, 5]])
    assert near.percentile[0] < 1
    assert far.percentile[0] == 100
    assert near.whose == "data"
    assert answer(LatentModel(Engine(tagged())), np.zeros((1, 3))).whose == "prior"


def test_the_header_names_model_width_and_device():
    plain = LatentModel.attach(ToyVAE(), latent=10, device="cpu")
    assert plain.text == "ToyVAE · 10 latents · cpu"
    styled = LatentModel.attach(ToyStyle(), device="cpu")
    assert styled.text == "ToyStyle · 4 × 8 latents · cpu"


def test_it_encodes_pictures_and_says_why_it_cannot():
    model, tab, few = LatentModel.attach(ToyVAE(), latent=10), Tab(), []
    images = pictures(4)
    tab.encode(model, images, few.append)
    tab.run_until(lambda: few)
    np.testing.assert_allclose(few[0].mean, model.adapter.encode(images / 255).mean, atol=1e-6)
    assert few[0].logvar.shape == (4, 10)
    bare, told = LatentModel(Engine(tagged())), []
    assert "no encoder" in bare.why_not("encode")
    assert bare.why_not("decode") == ""
    tab.encode(bare, images, told.append)
    tab.run_until(lambda: told)
    assert isinstance(told[0].error, ModelError)


def test_films_are_rendered_in_one_piece():
    model = LatentModel(Engine(tagged()))
    z, shares = np.random.default_rng(0).random((130, 3)).astype(np.float32), []
    np.testing.assert_array_equal(model.render(z, shares.append), z)
    assert shares[-1] == 1.0
    with pytest.raises(ModelError, match=r"got \(1, 9\)"):
        model.render(np.zeros((1, 9)))


def test_what_was_rendered_is_read_back_in_one_piece():
    model = LatentModel.attach(ToyVAE(), latent=10)
    images, shares = pictures(130), []
    found = model.read(images, shares.append)
    np.testing.assert_allclose(found, model.adapter.encode(images / 255).mean, atol=1e-5)
    assert shares[-1] == 1.0
    with pytest.raises(ModelError, match="no encoder"):
        LatentModel(Engine(tagged())).read(images)


def test_an_encoder_that_raises_is_named():
    adapter = adapt(decode=np.copy, latent=2, encode=np.copy, input_shape=(2,))
    adapter._encode = lambda x: 1 / 0
    with pytest.raises(ModelError, match="encoder raised ZeroDivisionError for images"):
        LatentModel(Engine(adapter)).read(np.zeros((3, 2), np.float32))


def test_a_file_is_attached_by_its_name(tmp_path):
    save_file(ToyVAE().state_dict(), tmp_path / "a.safetensors")
    model = LatentModel.attach(tmp_path / "a.safetensors", build=ToyVAE, latent=10)
    again = LatentModel.attach(model, space="other")
    assert again.engine is model.engine
    assert again.space == "other"


def test_a_model_that_was_handed_on_stays_open_for_its_owner():
    mine = LatentModel(Engine(tagged()))
    LatentModel.attach(mine, space="other").close()
    assert mine.render(np.zeros((1, 3))).shape[0] == 1
    mine.close()
    with pytest.raises(ModelError, match="closed"):
        mine.render(np.zeros((1, 3)))


def test_what_waits_for_a_closed_model_is_never_told():
    gate = threading.Event()
    model, calls = counting(gate)
    tab, told = Tab(), []
    tab.decode(model, np.zeros((1, 3)), told.append, key="first")
    time.sleep(0.05)
    tab.decode(model, np.ones((1, 3)), told.append, key="second")
    model.close()
    gate.set()
    other = LatentModel(Engine(tagged()))
    tab.decode(other, np.zeros((1, 3)), told.append, key="third")
    tab.run_until(lambda: len(told) == 2)
    assert calls == [[0.0]]


LEAVES = """
import numpy as np
from torch import nn
from hdvis.jobs import Jobs, Pools
from hdvis.models import LatentModel
from threading import Event

net = nn.Sequential(nn.Linear(16, 512), nn.ReLU(), nn.Linear(512, 64 * 64))
model = LatentModel.attach(net, latent=16, image_shape=(64, 64))
jobs, seen = Jobs(Pools()), Event()
for i in range(50):
    requests = model.requests(np.full((32, 16), float(i)))
    jobs.ask(model.decoding, requests, then=lambda r: seen.set(), key=str(i), pool=model.pool)
seen.wait(60)
"""


def test_a_program_may_end_while_its_model_decodes():
    done = subprocess.run(
        [sys.executable, "-c", LEAVES], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
