"""Scatter Plot and Parallel Coordinate colour and choose alike."""

import numpy as np
import pytest
from hdvis_views.parallel import ParallelCoordinate
from hdvis_views.plane_pictures import CategoryTint, ValueTint
from hdvis_views.scatter import ScatterPlot

from hdvis.data import Dataset
from hdvis.selection import Clause, Range, Selection
from hdvis.state import Color
from hdvis.testing import Harness


@pytest.fixture(params=[ScatterPlot, ParallelCoordinate])
def placed(request, rng):
    labels = {"kind": ["a", "b"] * 100}
    with Harness(Dataset.from_arrays(rng.normal(size=(200, 3)), labels=labels)) as room:
        yield room, room.place(request.param).module


def colored(room, color):
    room.state.color = color
    room.settle()


def test_a_view_takes_the_shared_colour_and_its_map(placed):
    room, module = placed
    colored(room, Color("kind"))
    assert isinstance(module._tint, CategoryTint)
    colored(room, Color("x0", "diverging", 0.5))
    assert isinstance(module._tint, ValueTint)
    assert sum(module._tint.ends) / 2 == pytest.approx(0.5)


def test_the_map_of_another_column_is_not_taken(placed):
    room, module = placed
    module.color = "x1"
    colored(room, Color("x0", "diverging", 0.5))
    assert module._tint.column.name == "x1"
    assert not module._tint.is_diverging


def test_another_theme_draws_only_diverging_maps_again(placed):
    room, module = placed
    colored(room, Color("kind"))
    started = room.started()
    room.state.theme = "dark"
    room.settle()
    assert room.started() == started
    colored(room, Color("x0", "diverging"))
    light = module.view.base["map"]
    room.state.theme = "light"
    room.settle()
    assert module.view.base["map"] != light


def test_a_live_selection_is_drawn_at_half_size_and_a_finished_one_in_colour(placed):
    room, module = placed
    colored(room, Color("kind"))
    clause = Clause("elsewhere", Range("x0", lo=0))
    heard = []
    module.view.send = lambda **message: heard.append(message)
    room.state.selection = Selection((clause,), live=True)
    room.settle()
    live = next(m for m in heard if m["type"] == "chosen")
    assert live["chosen"]["width"] == module.view.base["width"] // 2
    room.state.selection = Selection((clause,))
    room.settle()
    assert "rgba" in module.view.chosen
    assert np.frombuffer(module.view.chosen["plane"], np.uint8).any()
