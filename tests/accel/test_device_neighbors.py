"""Neighbours found in blocks are those of all pairs, on the processor and on a graphics card."""

import logging

import numpy as np
import pytest
import torch

from hdvis.accel import device_neighbors
from hdvis.accel.device_neighbors import nearest_on_device
from hdvis.analysis.neighbors import nearest_among, neighbor_graph

DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]


def truth(points, k):
    wide = points.astype(np.float64)
    apart = ((wide[:, None] - wide[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    return np.sqrt(np.sort(apart, axis=1)[:, :k])


def distances(points, found):
    wide = points.astype(np.float64)
    return np.sort(np.linalg.norm(wide[found] - wide[:, None], axis=2), axis=1)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("k", [1, 7, 299])
def test_the_nearest_of_all_pairs_are_found_block_by_block(device, k, monkeypatch):
    monkeypatch.setattr(device_neighbors, "BLOCK_BYTES", 4 * 300 * 5 * 37)  # no even division
    points = np.random.default_rng(k).normal(size=(300, 5)).astype(np.float32)
    points[200:210] = points[:10]  # twins are nearest to each other
    found = nearest_on_device(points, k, device)
    assert found.shape == (300, k)
    assert not (found == np.arange(300)[:, None]).any()
    assert all(len(set(row)) == k for row in found)
    np.testing.assert_allclose(distances(points, found), truth(points, k), atol=1e-6)


@pytest.mark.parametrize("device", DEVICES)
def test_close_rows_far_from_the_middle_keep_their_ranks(device):
    draw = np.random.default_rng(0)
    points = np.repeat([[-1000.0], [1000.0]], 100, axis=0) + draw.normal(size=(200, 3))
    points = points.astype(np.float32)
    found = nearest_on_device(points, 5, device)
    shared = np.isclose(distances(points, found), truth(points, 5), rtol=1e-5)
    assert shared.mean() > 0.97


def test_a_device_that_fails_leaves_the_work_to_others(caplog):
    with caplog.at_level(logging.INFO):
        assert nearest_on_device(np.zeros((4, 2), np.float32), 1, "cuda:77") is None
    assert "neighbours: not on cuda:77" in caplog.text


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_more_rows_than_a_processor_compares_are_compared_there():
    points = np.random.default_rng(1).normal(size=(25_000, 16)).astype(np.float32)
    graph = neighbor_graph(points, 10)
    assert graph.method == "exact on cuda"
    truth = nearest_among(points[:500], points, 11)[0]
    kept = [len(set(a) & set(b)) for a, b in zip(graph.indices[:500], truth, strict=True)]
    assert np.mean(kept) > 9.99
