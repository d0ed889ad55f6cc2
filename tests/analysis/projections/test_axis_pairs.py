"""Axis pairs that hold a planted structure are found before others."""

import numpy as np
import pytest

from hdvis.analysis.projections import align_axes
from hdvis.errors import Cancelled, DataError


@pytest.fixture
def ring(rng):
    """A ring in columns 2 and 5, groups in 1 and 6, noise elsewhere."""
    vectors = rng.normal(size=(900, 8))
    angle = rng.uniform(0, 2 * np.pi, 900)
    vectors[:, 2] = np.cos(angle) + 0.02 * rng.normal(size=900)
    vectors[:, 5] = np.sin(angle) + 0.02 * rng.normal(size=900)
    return vectors


@pytest.mark.parametrize("method", ["LPP", "PCA"])
def test_frames_are_orthonormal_evidence_adds_up_and_links_belong(ring, method):
    found = align_axes(ring, method)
    assert 1 <= len(found.projections) <= 20
    for projection in found.projections:
        assert projection.frame.T @ projection.frame == pytest.approx(np.eye(2), abs=1e-8)
        assert sum(projection.quality) == 900
    evidence = [pair.evidence for pair in found.pairs]
    assert sum(evidence) == pytest.approx(1)
    assert evidence == sorted(evidence, reverse=True)
    assert found.links.shape == (len(found.projections), len(found.pairs))
    assert found.links.max() == pytest.approx(1)
    assert len({pair.axes for pair in found.pairs}) == len(found.pairs)


def test_correlated_columns_are_the_first_pair_of_pca(rng):
    shared = rng.normal(size=(600, 2))
    vectors = rng.normal(size=(600, 7)) * 0.7
    vectors[:, 1] += 3 * shared[:, 0]
    vectors[:, 4] += 3 * shared[:, 1]
    vectors[:, 5] = vectors[:, 1] + 0.1 * rng.normal(size=600)
    vectors[:, 6] = vectors[:, 4] + 0.1 * rng.normal(size=600)
    first = align_axes(vectors, "PCA").pairs[0]
    assert first.axes in {(1, 4), (1, 6), (4, 5), (5, 6)}


def test_constant_columns_are_in_no_pair(ring):
    ring[:, 3] = 7.0
    found = align_axes(ring)
    assert all(3 not in pair.axes for pair in found.pairs)
    assert all((projection.frame[3] == 0).all() for projection in found.projections)


def test_rows_beyond_the_sample_are_said_to_be_left_out(ring, monkeypatch):
    from hdvis.analysis.projections import axis_pairs

    monkeypatch.setattr(axis_pairs, "SAMPLE_ROWS", 300)
    found = align_axes(ring)
    assert found.rows == 300
    assert found.note == "found on 300 of 900 rows"


def test_what_cannot_be_taken_apart_is_named(rng):
    with pytest.raises(DataError, match="needs 5 rows and 2 columns that vary, got 4 and 3"):
        align_axes(rng.normal(size=(4, 3)))
    with pytest.raises(DataError, match="got 50 and 1"):
        align_axes(np.column_stack([np.arange(50.0), np.ones(50)]))
    with pytest.raises(DataError, match="expected one of LPP, PCA"):
        align_axes(rng.normal(size=(40, 3)), "LDE")


def test_a_stop_is_obeyed(ring):
    def stop(share):
        if share > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        align_axes(ring, checkpoint=stop)
