"""Strips and films are files that other programs open."""

import io
import sys

import numpy as np
import pytest
from PIL import Image

from hdvis.errors import DataError
from hdvis.render import film_file


@pytest.fixture
def frames():
    return np.random.default_rng(0).integers(0, 256, (5, 33, 21, 3), np.uint8)


def test_a_strip_is_its_frames_side_by_side(frames):
    name, data = film_file("png", frames, "digit=3, from row 7/../x")
    assert name == "digit-3--from-row-7----x.png"
    picture = np.asarray(Image.open(io.BytesIO(data)))
    np.testing.assert_array_equal(picture[::4, ::4], np.concatenate(list(frames), axis=1))


def test_a_gif_runs_there_and_back(frames):
    _, data = film_file("gif", frames, "film")
    assert Image.open(io.BytesIO(data)).n_frames == 8


def test_a_film_of_stages_runs_one_way_at_its_own_pace(frames):
    _, data = film_file("gif", frames, "film", back=False, rate=4)
    with Image.open(io.BytesIO(data)) as film:
        assert (film.n_frames, film.info["duration"]) == (5, 250)


def test_without_a_writer_an_mp4_is_refused_in_words(frames, monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(DataError, match=r"Save a GIF, or run: pip install 'hdvis\[film\]'"):
        film_file("mp4", frames, "film")


def test_an_mp4_has_every_frame_in_an_even_size_and_looks_like_them():
    import av

    smooth = np.linspace(0, 255, 5 * 33 * 21).reshape(5, 33, 21, 1).astype(np.uint8)
    name, data = film_file("mp4", smooth, "film")
    assert name == "film.mp4"
    with av.open(io.BytesIO(data)) as film:
        assert film.streams.video[0].average_rate == 12
        read = np.stack([frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)])
    assert read.shape == (8, 132, 84, 3)
    shown = np.concatenate([smooth, smooth[-2:0:-1]]).repeat(4, axis=1).repeat(4, axis=2)
    assert np.abs(read.astype(int) - shown).mean() < 3


def test_no_frames_and_unknown_forms_are_refused(frames):
    with pytest.raises(DataError, match="got no frames"):
        film_file("png", frames[:0], "x")
    with pytest.raises(DataError, match="expected png, gif or mp4"):
        film_file("avi", frames, "x")
