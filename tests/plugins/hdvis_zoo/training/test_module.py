"""The page shows a run stage by stage, and gives its film away."""

import io
import sys

import numpy as np
import pytest
from hdvis_zoo import adapt_zoo
from hdvis_zoo.matrix import prediction_matrix
from hdvis_zoo.training import Training
from PIL import Image

from hdvis.hooks import Catalog, create_manager
from hdvis.models import LatentModel
from hdvis.testing.harness import Harness


def room_with(adapter, dataset):
    model = LatentModel.attach(adapter, vectors=dataset.vectors)
    catalog = Catalog.of(create_manager(only=("zoo",)))
    return Harness(dataset, catalog=catalog, slots={"model": model})


@pytest.fixture
def room(small_run):
    with room_with(adapt_zoo(small_run), small_run.dataset()) as made:
        yield made
        assert made.failure(made.panes[next(iter(made.panes))]) == ""


@pytest.fixture
def training(room):
    """The module, and what it sent to its browser."""
    module = room.place(Training).module
    module.sent = []
    module.view.send = lambda **message: module.sent.append(message)
    room.settle()
    return module


def test_every_stage_has_its_picture_and_its_losses(training, room, small_run):
    view = training.view
    assert view.stages == list(small_run.stages)
    assert [curve["name"] for curve in view.curves] == ["loss, training", "loss, test"]
    for curve, key in zip(view.curves, ("loss", "test_loss"), strict=True):
        assert curve["values"] == [stage.get(key) for stage in small_run.history]
    view._handle_msg({"type": "sheet", "index": 2})
    room.settle()
    (told,) = training.sent
    rgba = np.frombuffer(told["picture"]["data"], np.uint8).reshape(67, 67, 4)
    assert told["index"] == 2
    assert np.array_equal(rgba[..., 0], prediction_matrix(small_run.predictions(2), gap=1)[..., 0])


def test_another_term_is_drawn_on_request(training, small_run):
    training.term = "kl"
    assert training.view.curves[1]["values"] == [s.get("test_kl") for s in small_run.history]


@pytest.mark.parametrize(("form", "frames"), [("png", 1), ("gif", 4)])
def test_one_stage_is_saved_as_a_picture_and_all_as_a_film(training, room, form, frames):
    training.view._handle_msg({"type": "export", "form": form, "index": 1})
    room.settle()
    (told,) = training.sent
    assert told["name"].endswith(form)
    with Image.open(io.BytesIO(told["data"])) as picture:
        assert getattr(picture, "n_frames", 1) == frames


def test_a_film_that_cannot_be_written_is_said(training, room, monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    training.view._handle_msg({"type": "export", "form": "mp4", "index": 1})
    room.settle()
    assert "Save a GIF" in training.caption
    assert training.sent == []


def test_a_model_without_a_run_is_told_so(small_run):
    with room_with(adapt_zoo(small_run.model()), small_run.dataset()) as room:
        frame = room.place(Training)
        room.settle()
        assert "hdvis train" in frame.module.view.note
        frame.module.view._handle_msg({"type": "sheet", "index": 0})
        assert room.failure(frame) == ""
