"""The traversal decodes what its handles say, from where the session looks."""

import io
import sys

import numpy as np
import pytest
from hdvis_semantics.traversal import SemanticTraversal
from PIL import Image

from hdvis.state import DrawnPath


class Traversal:
    """A drawn traversal, what it sent to its browser, and the messages of one."""

    def __init__(self, room, until, world, **options):
        self.room, self.until, self.world = room, until, world
        self.frame = room.place(SemanticTraversal, **options)
        self.module, self.view = self.frame.module, self.frame.module.view
        self.sent = []
        self.view.send = lambda **message: self.sent.append(message)
        until(lambda: self.view.strip.get("pictures"))

    def says(self, **message):
        self.view._handle_msg(message)

    def shows(self, pictures, latents):
        """Whether `pictures` are those of `latents`, to one grey level."""
        want = np.round(255 * self.world.decode(latents))
        return len(pictures) >= len(want) and all(
            np.abs(grey(picture).astype(int) - image).max() <= 1
            for picture, image in zip(pictures, want, strict=False)
        )

    def of_type(self, kind):
        return [message for message in self.sent if message["type"] == kind]


def grey(picture):
    rgba = np.frombuffer(picture["data"], np.uint8)
    return rgba.reshape(picture["height"], picture["width"], 4)[..., 0]


@pytest.fixture
def traversal(room, until, world):
    made = Traversal(room, until, world)
    yield made
    assert room.failure(made.frame) == ""


def edited(world, room, name, strength, start):
    directions = room.state.directions
    at = directions.index(name)
    step, normal = directions.displacements[at], directions.normals[at]
    return start + strength * directions.deviations[at] * step / (step @ normal)


def test_a_live_drag_is_answered_by_message_and_its_end_by_value(traversal, world, room, until):
    room.state.focus = None
    start = world.latents.mean(axis=0)
    for strength in (0.5, 1.0, 2.0):
        traversal.says(type="edit", name="hat", strength=strength, live=True)
    want = np.stack([start, edited(world, room, "hat", 2.0, start)])
    until(lambda: any(traversal.shows(m["pictures"], want) for m in traversal.of_type("pictures")))
    assert traversal.view.strengths == {}
    traversal.says(type="edit", name="hat", strength=2.0, live=False)
    until(lambda: traversal.shows(traversal.view.pictures, want) and traversal.of_type("ack"))
    assert traversal.view.strengths == {"hat": 2.0}
    labels = [picture["label"] for picture in traversal.view.pictures]
    assert labels == ["original", "edited", "random control", "difference"]
    assert traversal.view.resting["random 1"] > 0
    until(lambda: traversal.view.facts[1][1] != "–")
    assert [fact[0] for fact in traversal.view.facts] == [
        "off the data",
        "edit kept",
        "leaks into",
    ]


def test_edits_go_along_when_the_focus_moves_and_taking_them_moves_the_focus(
    traversal, world, room, until
):
    traversal.says(type="edit", name="smile", strength=-1.0, live=False)
    traversal.module.focus(row=3)
    start = world.latents[3]
    want = np.stack([start, edited(world, room, "smile", -1.0, start)])
    until(lambda: traversal.shows(traversal.view.pictures, want))
    traversal.says(type="take")
    np.testing.assert_allclose(room.state.focus.point, want[1], rtol=1e-5)
    until(lambda: traversal.shows(traversal.view.pictures, want[1:]))
    assert traversal.view.strengths == {}


def test_a_distance_of_zero_from_the_boundary_is_an_edit(traversal, room, until):
    traversal.module.scale = "boundary"
    traversal.says(type="edit", name="hat", strength=0.0, live=False)
    until(lambda: "1 edit " in traversal.module.caption)
    assert traversal.view.strengths == {"hat": 0.0}
    traversal.says(type="rest", name="hat")
    until(lambda: "0 edits" in traversal.module.caption)


def test_a_new_direction_shows_its_strip_and_keeps_the_edits(traversal, world, room, until):
    traversal.says(type="edit", name="hat", strength=1.0, live=False)
    made = room.state.directions.select(["size"]).rename("size", "mine")
    room.state.directions = room.state.directions.append(made)
    room.state.direction = "mine"
    until(lambda: traversal.view.strip.get("title") == "mine, from the mean")
    assert traversal.view.active == "mine"
    assert [row["name"] for row in traversal.view.rows][-2:] == ["mine", "random 1"]
    assert traversal.view.strengths == {"hat": 1.0}
    start = world.latents.mean(axis=0)
    ends = np.stack([edited(world, room, "mine", s, start) for s in np.linspace(-4, 4, 9)])
    assert traversal.shows(traversal.view.strip["pictures"], ends)


def test_rows_on_screen_have_strips_of_their_own(traversal, world, room, until):
    traversal.says(type="look", names=["smile", "nobody"])
    room.settle()
    assert traversal.of_type("row") == []
    traversal.module.strips = True
    until(lambda: traversal.of_type("row"))
    (row,) = traversal.of_type("row")
    start = world.latents.mean(axis=0)
    ends = np.stack([edited(world, room, "smile", s, start) for s in np.linspace(-4, 4, 7)])
    assert row["name"] == "smile"
    assert traversal.shows(row["pictures"], ends)


def test_a_pinned_row_gives_a_film_to_the_next_and_a_drawn_path_gives_its_own(
    traversal, world, room, until
):
    traversal.module.focus(row=1)
    until(lambda: "from row 1" in traversal.view.strip["title"])
    traversal.says(type="pin")
    traversal.module.focus(row=2)
    until(lambda: traversal.view.strip["title"] == "from row 1 to row 2")
    film = traversal.view.strip["pictures"]
    assert traversal.shows([film[0], film[-1]], world.latents[[1, 2]])
    room.state.path = DrawnPath("x0", "x1", np.array([[-1.0, 0.0], [1.0, 0.0]]))
    until(lambda: traversal.view.strip["title"] == "along the path over x0 and x1")
    traversal.says(type="export", form="png")
    until(lambda: traversal.of_type("download"))
    download = traversal.of_type("download")[0]
    assert Image.open(io.BytesIO(download["data"])).size == (9 * 128, 128)


def test_a_failing_decoder_is_said_and_asked_again_on_request(world, room, until):
    from hdvis.models import LatentModel

    broken = False

    def decode(z):
        if broken:
            raise RuntimeError("the decoder is out of order")
        return world.decode(z)

    room.state.model = LatentModel.attach(
        None, space="vectors", vectors=world.latents, decode=decode, latent=6, value_range=(0, 1)
    )
    broken = True
    frame = room.place(SemanticTraversal)
    view = frame.module.view
    until(lambda: "out of order" in view.problem)
    broken = False
    view._handle_msg({"type": "retry"})
    until(lambda: view.problem == "" and view.pictures and view.pictures[0]["data"])
    assert room.failure(frame) == ""
    room.state.model.close()


def test_layers_are_edited_apart_where_latents_have_them(until, room):
    from hdvis.data import Dataset
    from hdvis.models import LatentModel

    layers, width = 3, 4

    def decode(w):
        return np.clip(0.5 + 0.1 * np.asarray(w), 0, 1).astype(np.float32)

    vectors = np.random.default_rng(0).normal(size=(50, layers * width)).astype(np.float32)
    model = LatentModel.attach(
        None, space="vectors", decode=decode, latent=(layers, width), value_range=(0, 1)
    )
    room.load(Dataset.from_arrays(vectors), model=model, directions=None)
    frame = room.place(SemanticTraversal, layers="0, 99", axes="dimensions")
    module = frame.module
    until(lambda: module.view.pictures)
    for name in ("x0", "x11"):  # the last layer has no edit: it was not asked for
        module.view._handle_msg({"type": "edit", "name": name, "strength": 2.0, "live": False})
    moved = module._origin[2].reshape(layers, width)
    assert moved[0, 0] == pytest.approx(2 * vectors[:, 0].std(), rel=1e-4)
    assert np.count_nonzero(moved) == 1
    assert room.failure(frame) == ""
    model.close()


def test_a_model_that_encodes_slowly_is_not_asked_to_while_editing(traversal, room, until):
    asked = []
    adapter = room.state.model.adapter
    adapter.slow, adapter.encode = frozenset({"encode"}), asked.append
    traversal.says(type="edit", name="hat", strength=2.0, live=False)
    until(lambda: [fact[0] for fact in traversal.view.facts] == ["off the data"])
    room.settle()
    assert asked == []


def test_a_film_that_cannot_be_written_is_said_and_costs_nothing(traversal, until, monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    traversal.says(type="export", form="mp4")
    until(lambda: "Save a GIF" in traversal.view.problem)
    assert not traversal.of_type("download")
