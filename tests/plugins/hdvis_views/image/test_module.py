"""The Image panel shows the focus and the selection, and both can be chosen in it."""

import numpy as np
import pytest
from hdvis_views.image import ImagePanel
from hdvis_views.image.moments import moments

from hdvis.data import Dataset
from hdvis.selection import Clause, Focus, Range, Selection
from hdvis.state import NamedFilter
from hdvis.testing import Harness


@pytest.fixture
def dataset(rng):
    images = rng.integers(0, 256, (50, 5, 4, 3), np.uint8)
    vectors = np.arange(100, dtype=np.float32).reshape(50, 2)
    return Dataset.from_arrays(vectors, images=images, labels={"word": ["w"] * 50})


class Panel:
    """An image panel in a room, and what it sends to its browser."""

    def __init__(self, dataset, **options):
        self.room = Harness(dataset)
        self.frame = self.room.place(ImagePanel, **options)
        self.module, self.wall, self.sent = self.frame.module, self.frame.module.wall, []
        self.wall.send = lambda **message: self.sent.append(message)

    def say(self, **message):
        self.wall._handle_msg(message)
        self.room.settle()
        assert self.room.failure(self.frame) == ""

    def select(self, predicate, **more):
        self.room.state.selection = Selection((Clause("t", predicate),), **more)
        self.room.settle()


@pytest.fixture
def panel(dataset):
    made = Panel(dataset)
    yield made
    made.room.close()


def test_without_a_selection_the_wall_holds_every_row(panel):
    assert panel.wall.count == 50
    assert panel.module.caption == "all 50"


def test_the_wall_follows_the_selection_also_while_it_is_dragged(panel):
    panel.select(Range("x0", 80), live=True)
    assert panel.wall.count == 10
    assert panel.wall.large == []  # mean and spread wait for the end of the drag
    panel.select(Range("x0", 80))
    assert panel.wall.large[0]["label"] == "mean"


def test_only_the_sheet_in_view_is_made_and_an_outdated_request_is_not_answered(panel):
    panel.say(type="sheet", first=8, count=4, tile=20, stamp=panel.wall.stamp)
    sheet = panel.sent[-1]
    assert (sheet["first"], sheet["stamp"], sheet["mime"]) == (8, panel.wall.stamp, "image/png")
    panel.say(type="sheet", first=0, count=4, tile=20, stamp=panel.wall.stamp - 1)
    assert panel.sent[-1] is sheet


def test_a_click_focuses_its_row_and_a_focus_from_elsewhere_is_marked(panel):
    panel.select(Range("x0", 80))
    panel.say(type="pick", index=3)
    assert panel.room.state.focus.row == 43
    assert panel.wall.picked == 3
    panel.room.state.focus = Focus(row=0)
    panel.room.settle()
    assert panel.wall.picked == -1  # row 0 is looked at, but not in the wall
    assert panel.wall.large[0]["focus"]
    assert ["word", "w"] in panel.wall.values


def test_arrows_walk_along_the_wall_and_stop_at_its_ends(panel):
    for by, row in ((1, 0), (1, 1), (-5, 0), (70, 49)):
        panel.say(type="step", by=by)
        assert panel.room.state.focus.row == row


def test_filters_thin_the_wall(panel):
    panel.room.state.filters = (NamedFilter("few", Range("x0", 0, 10)),)
    panel.room.settle()
    assert panel.wall.count == 6


def test_a_data_set_without_images_says_how_to_give_it_some(dataset):
    panel = Panel(Dataset.from_arrays(np.zeros((4, 2))))
    assert "set_images" in panel.wall.empty
    panel.room.state.load(dataset)
    panel.room.settle()
    assert panel.wall.count == 50
    panel.room.close()


def test_mean_and_spread_are_those_of_the_pixels(dataset):
    images = next(iter(dataset.images.values()))
    rows = np.array([3, 4, 9, 20])
    stack = images.get(rows).astype(float)
    mean, spread = moments(images, rows)
    shown = np.frombuffer(mean["data"], "u1").reshape(5, 4, 4)[..., :3]
    np.testing.assert_allclose(shown, stack.mean(axis=0), atol=1)
    assert spread["label"] == f"deviation, ≤ {stack.std(axis=0).max():.0f}"
