"""Visualizers of small views, with and without a server, stopped when a test is over."""

import socket

import pytest
from app import views

from hdvis import Dataset, Visualizer


@pytest.fixture(scope="module")
def table():
    """Four rows of two columns, with a label."""
    return Dataset.from_arrays([[0, 5], [1, 6], [2, 7], [3, 8]], labels={"kind": list("aabb")})


@pytest.fixture
def visualizer(table):
    """`visualizer(layout, **options)` makes one that knows the small views."""
    made = []

    def make(layout="Count", dataset=table, **options):
        made.append(Visualizer(layout, dataset=dataset, plugins=[views.Views()], **options))
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]
