"""The page that opens unasked has no pane for what is not there."""

import numpy as np
import pytest

from hdvis import Dataset, Visualizer
from hdvis.layout import parse_layout

Z = np.random.default_rng(0).normal(size=(12, 3))
PICTURES = np.zeros((12, 4, 4), np.uint8)


@pytest.fixture
def vis():
    made = Visualizer()
    yield made
    made.stop()


def views(vis):
    return [place.module for place in vis.layout.places()]


def decode(z):
    return np.zeros((len(z), 4, 4), np.float32)


def test_rows_with_images_open_on_the_whole_page(vis):
    vis.data.set_data(Z, images=PICTURES)
    assert vis.layout == parse_layout("explore", vis.catalog)
    vis.set_model(decode, latent=3)
    assert vis.layout == parse_layout("traverse", vis.catalog)


def test_rows_without_images_have_no_pane_for_them(vis):
    vis.data.set_data(Z)
    assert views(vis) == [
        "Parallel Coordinate", "Scatter Plot", "DimReduction", "Table", "Filtering",
    ]  # fmt: skip
    vis.set_model(decode, latent=3)
    assert "Image" not in views(vis)
    assert "Semantic Traversal" in views(vis)
    session = vis.open()
    assert all(pane.module.failure is None for pane in session.panes.values())


def test_images_that_come_later_count_for_the_next_page(vis):
    vis.data.set_data(Dataset.from_arrays(Z))
    vis.data.set_images(PICTURES)
    assert "Image" in views(vis)


def test_a_page_that_was_asked_for_is_not_changed():
    vis = Visualizer("explore", dataset=Z)
    assert "Image" in views(vis)
    vis.stop()
