"""Strips and films run where they say."""

import numpy as np
from hdvis_semantics.traversal.axes import axes_of
from hdvis_semantics.traversal.strips import along, along_path, between

from hdvis.state import DrawnPath, SessionTable


def test_a_strip_runs_from_minus_reach_to_reach(world):
    axis = axes_of(None, world.dataset, "vectors", "dimensions", [])["x4"]
    latents, strengths = along(np.zeros(6), axis, "unit", 3.0, 7)
    assert strengths == [-3, -2, -1, 0, 1, 2, 3]
    np.testing.assert_allclose(latents[:, 4], strengths, atol=1e-6)
    assert np.abs(latents[:, :4]).max() == 0


def test_a_film_between_two_latents_begins_and_ends_with_them(world):
    film = between(world.latents[3], world.latents[9], 11)
    np.testing.assert_allclose(film[[0, -1]], world.latents[[3, 9]], atol=1e-5)


def test_a_path_through_rows_gives_latents_near_them(world):
    table = SessionTable(world.dataset, {})
    rows = [5, 40]
    points = world.latents[rows][:, :2].astype(float)
    found = along_path(DrawnPath("x0", "x1", points), table, "vectors", 9)
    assert found.shape == (9, 6)
    np.testing.assert_allclose(found[[0, -1]], world.latents[rows], atol=0.02)


def test_a_path_over_missing_values_is_empty(world):
    table = SessionTable(world.dataset.with_columns({"gone": np.full(400, np.nan)}), {})
    path = DrawnPath("x0", "gone", np.zeros((2, 2)))
    assert along_path(path, table, "vectors", 5).shape == (0, 6)
