"""PlotPeeling takes layers off a plot; what is left is a selection."""

import numpy as np
import pytest
from hdvis_topology.peeling import PlotPeeling

from hdvis.analysis.peeling import depth, peel_order
from hdvis.data import Dataset
from hdvis.testing.harness import Harness


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    monkeypatch.setenv("HDVIS_CACHE", str(tmp_path))


@pytest.fixture
def room(rng):
    with Harness(Dataset.from_arrays(rng.normal(size=(400, 3)), names=list("abc"))) as made:
        yield made


@pytest.fixture
def module(room):
    made = room.place(PlotPeeling).module
    room.settle()
    return made


def say(room, module, **message):
    module.view._handle_msg(message)
    room.settle()


def test_the_rim_comes_off_first_and_the_rest_is_selected(room, module):
    say(room, module, type="peel", share=0.5, mode=None)
    vectors = room.state.dataset.vectors
    expected = peel_order(depth(vectors[:, :2])) >= 0.5
    assert np.array_equal(room.state.rows.selected, expected)
    assert module.view.share == 0.5
    say(room, module, type="peel", share=0, mode=None)
    assert not room.state.selection


def test_the_slider_goes_home_when_the_selection_goes(room, module):
    say(room, module, type="peel", share=0.3, mode=None)
    room.state.selection = room.state.selection.without(module.id)
    assert module.view.share == 0


@pytest.mark.parametrize("criterion", ["depth", "hull layers", "density", "fidelity"])
def test_every_criterion_orders_all_rows(room, module, criterion):
    say(room, module, type="set", name="criterion", value=criterion)
    order = room.state.columns["peeling"].values
    assert np.isfinite(order).all()
    assert order.min() == 0
    assert not module.view.problem


def test_a_column_must_be_chosen_to_peel_by_one(room, module):
    say(room, module, type="set", name="criterion", value="column")
    assert "Choose one" in module.view.note
    say(room, module, type="set", name="column", value="c")
    say(room, module, type="peel", share=0.9, mode=None)
    vectors = room.state.dataset.vectors
    assert vectors[room.state.rows.selected, 2].min() >= np.quantile(vectors[:, 2], 0.89)
