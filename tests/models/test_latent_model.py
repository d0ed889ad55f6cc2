"""Views decode through the model on the table: live, in order, and never left without a picture."""

import queue
import threading
import time

import numpy as np
import pytest
from models.toys import ToyStyle, ToyVAE, pictures, random_delay, tagged
from safetensors.torch import save_file

from hdvis.errors import ModelError
from hdvis.models import Engine, FunctionAdapter, LatentModel, LatentSpec, OutputSpec


class Document:
    """A document thread: what is delivered runs where `run` is called."""

    def __init__(self) -> None:
        self.waiting: queue.Queue = queue.Queue()
        self.threads: set[int] = set()

    def deliver(self, callback) -> None:
        self.waiting.put(callback)

    def run_until(self, done, seconds: float = 20.0) -> None:
        end = time.monotonic() + seconds
        while not done():
            self.waiting.get(timeout=max(0.01, end - time.monotonic()))()
            self.threads.add(threading.get_ident())


def unsteady() -> LatentModel:
    """Pictures 2×2 with the latent's value; NaN above 5, an exception above 8."""

    def decode(z):
        if (z > 8).any():
            raise ValueError("far away")
        y = np.repeat(z[:, :1] / 10, 4, axis=1).reshape(-1, 2, 2)
        y[z[:, 0] > 5] = np.nan
        return y

    output = OutputSpec("image", (2, 2), (0.0, 1.0), "HW")
    adapter = FunctionAdapter(decode, LatentSpec((1,)), output, name="toy", version="1")
    return LatentModel(Engine(adapter))


def answers(model, *batches, key="slot"):
    """What was shown for each of `batches`, decoded one after the other."""
    shown, document = [], Document()
    for batch in batches:
        before = len(shown)
        model.decode(batch, shown.append, key=key, deliver=document.deliver)
        document.run_until(lambda before=before: len(shown) > before)
    return shown


def test_a_drag_of_a_thousand_moves_shows_no_stale_frame_and_ends_on_the_last():
    model, document, shown = LatentModel(Engine(tagged(random_delay(2)))), Document(), []
    for i in range(1000):
        z = np.full((2, 3), i)
        model.decode(z, shown.append, key="drag", session="s", deliver=document.deliver)
        if i % 10 == 0:
            time.sleep(0.0005)
    document.run_until(lambda: bool(shown) and shown[-1].z[0, 0] == 999)
    stamps = [frame.stamp for frame in shown]
    assert stamps == sorted(set(stamps))
    assert all((frame.values == frame.z).all() for frame in shown)
    assert document.threads == {threading.get_ident()}


def test_non_finite_and_failed_decodes_keep_the_last_good_picture_greyed():
    good, nan, raised, back = answers(
        unsteady(), [[2.0], [3.0]], [[6.0], [4.0]], [[9.0]] * 2, [[1.0]] * 2
    )
    assert good.good
    assert good.pixels[:, 0, 0, 0].tolist() == [51, 76]
    assert nan.greyed.tolist() == [True, False]
    assert nan.pixels[:, 0, 0, 0].tolist() == [51, 102]
    assert nan.message == "HDV-M9: 50% non-finite"
    assert raised.greyed.all()
    assert raised.pixels[:, 0, 0, 0].tolist() == [51, 76]
    assert "HDV-M11" in raised.message
    assert "far away" in raised.message
    assert back.good


def test_without_a_good_picture_there_is_none_and_width_errors_are_told():
    model = unsteady()
    raised, wide = answers(model, [[9.0]], np.zeros((2, 7)))
    assert raised.pixels is None
    assert "HDV-M8" in wide.message
    assert len(wide.greyed) == 2


def test_three_failures_pause_it_until_retry():
    model = unsteady()
    *_, paused = answers(model, [[9.0]], [[9.0]], [[9.0]], [[1.0]])
    assert "Press Retry" in paused.message
    assert model.statistics().paused
    model.retry()
    assert answers(model, [[1.0]])[0].good


def test_a_lattice_arrives_in_tiles_that_say_where_they_belong():
    model, shown, document = LatentModel(Engine(tagged())), [], Document()
    z = np.arange(450, dtype=np.float32).reshape(150, 3)
    model.decode(z, shown.append, key="lattice", deliver=document.deliver)
    document.run_until(lambda: len(shown) == 3)
    whole = np.full((150, 3), np.nan)
    for tile in shown:
        whole[tile.start : tile.start + len(tile.z)] = tile.values
    np.testing.assert_array_equal(whole, z)


def test_tiles_of_an_older_lattice_never_follow_a_newer_one():
    model = LatentModel(Engine(tagged(random_delay(5))))
    shown, document = [], Document()
    for move in range(60):
        z = np.full((150, 3), move, np.float32) + np.arange(150)[:, None] / 1000
        model.decode(z, shown.append, key="lattice", deliver=document.deliver)
        time.sleep(0.0005)
    last = {}

    def complete():
        last.update({tile.start: int(tile.z[0, 0]) for tile in shown})
        return last == {0: 59, 64: 59, 128: 59}

    document.run_until(complete)
    stamps = [tile.stamp for tile in shown]
    assert stamps == sorted(stamps)


def test_every_answer_says_how_far_out_its_latents_lie(rng):
    vectors = rng.standard_normal((4000, 3)).astype(np.float32) * [1, 2, 3] + 5
    model = LatentModel.attach(tagged(), space="vae3", vectors=vectors)
    near, far = answers(model, [[5.0, 5, 5]], [[50.0, 5, 5]])
    assert near.percentile[0] < 1
    assert far.percentile[0] == 100
    assert near.whose == "data"
    assert answers(LatentModel(Engine(tagged())), np.zeros((1, 3)))[0].whose == "prior"


def test_the_header_names_model_width_and_device():
    plain = LatentModel.attach(ToyVAE(), latent=10, device="cpu")
    assert plain.text == "ToyVAE · 10 latents · cpu"
    styled = LatentModel.attach(ToyStyle(), device="cpu")
    assert styled.text == "ToyStyle · 4 × 8 latents · cpu"


def test_what_it_cannot_do_has_a_reason():
    model = LatentModel(Engine(tagged()))
    assert "no encoder" in model.why_not("encode")
    assert model.why_not("decode") == ""
    told = []
    model.encode(pictures(), told.append, key="e", failed=told.append)
    model.engine.run(lambda adapter: None).result(10)
    assert isinstance(told[0], ModelError)


def test_it_encodes_pictures_and_whole_data_sets(tmp_path):
    model, document = LatentModel.attach(ToyVAE(), latent=10), Document()
    few, whole, shares = [], [], []
    images = pictures(600)
    model.encode(images[:4], few.append, key="e", deliver=document.deliver)
    model.encode_all(
        images, whole.append, progress=shares.append, deliver=document.deliver, cache=tmp_path
    )
    document.run_until(lambda: bool(few and whole))
    np.testing.assert_allclose(whole[0].mean[:4], few[0].mean, atol=1e-6)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_films_are_rendered_in_one_piece():
    model = LatentModel(Engine(tagged()))
    z, shares = np.random.default_rng(0).random((130, 3)).astype(np.float32), []
    np.testing.assert_array_equal(model.render(z, shares.append), z)
    assert shares[-1] == 1.0
    with pytest.raises(ModelError, match="far away"):
        unsteady().render([[9.0]])


def test_what_was_rendered_is_read_back_in_one_piece():
    model = LatentModel.attach(ToyVAE(), latent=10)
    images, shares = pictures(130), []
    found = model.read(images, shares.append)
    whole = model.encode_all(images, lambda encoded: None).result(60)
    np.testing.assert_allclose(found, whole.mean, atol=1e-5)
    assert shares[-1] == 1.0
    with pytest.raises(ModelError, match="no encoder"):
        LatentModel(Engine(tagged())).read(images)


def test_a_file_is_attached_by_its_name(tmp_path):
    save_file(ToyVAE().state_dict(), tmp_path / "a.safetensors")
    model = LatentModel.attach(tmp_path / "a.safetensors", build=ToyVAE, latent=10)
    again = LatentModel.attach(model, space="other")
    assert again.engine is model.engine
    assert again.space == "other"


def test_a_model_that_was_handed_on_stays_open_for_its_owner():
    with Engine(tagged(), timeout=10) as engine:
        mine = LatentModel(engine)
        LatentModel.attach(mine, space="other").close()
        assert mine.render(np.zeros((1, 3))).shape[0] == 1
        mine.close()
        with pytest.raises(ModelError):
            mine.render(np.zeros((1, 3)))
