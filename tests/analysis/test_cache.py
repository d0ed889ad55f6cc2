"""Kept embeddings come back whole, or not at all."""

import os
import pickle

import numpy as np
import pytest

from hdvis.analysis import REDUCERS, EmbeddingCache, cache_key, digest, embed, user_folder


@pytest.fixture
def made(rng):
    vectors = rng.normal(size=(40, 5))
    vectors[3, 2] = np.nan
    return embed(vectors, "PCA", seed=7)


def test_an_embedding_comes_back_from_the_folder_as_it_went(tmp_path, made):
    EmbeddingCache(tmp_path / "new").put("a", made)
    found = EmbeddingCache(tmp_path / "new").get("a")
    for name in ("coordinates", "kept"):
        assert np.array_equal(getattr(found, name), getattr(made, name), equal_nan=True)
    for name in ("method", "seed", "note", "inputs", "complete", "trustworthiness", "k"):
        assert getattr(found, name) == getattr(made, name)
    assert [file.suffix for file in (tmp_path / "new").iterdir()] == [".npz"]


def test_what_is_not_durable_stays_in_memory(tmp_path, made):
    cache = EmbeddingCache(tmp_path)
    cache.put("a", made, durable=False)
    assert cache.get("a") is made
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a zip", pickle.dumps({"about": "{}"})])
def test_a_file_that_cannot_be_read_counts_as_absent(tmp_path, content):
    (tmp_path / "a.npz").write_bytes(content)
    assert EmbeddingCache(tmp_path).get("a") is None


def test_a_cut_file_counts_as_absent(tmp_path, made):
    EmbeddingCache(tmp_path).put("a", made)
    file = tmp_path / "a.npz"
    file.write_bytes(file.read_bytes()[:-200])
    assert EmbeddingCache(tmp_path).get("a") is None


def test_a_pickle_inside_is_not_opened(tmp_path):
    class Trap:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "sprung"),)

    with (tmp_path / "a.npz").open("wb") as file:
        np.savez(file, about=np.array([Trap()], object), coordinates=1, kept=1)
    assert EmbeddingCache(tmp_path).get("a") is None
    assert not (tmp_path / "sprung").exists()


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path, made):
    (tmp_path / "file").write_text("in the way")
    cache = EmbeddingCache(tmp_path / "file" / "below")
    cache.put("a", made)
    assert cache.get("a") is made


def test_the_files_not_used_for_longest_go_first(tmp_path, made):
    EmbeddingCache(tmp_path).put("size", made)
    size = (tmp_path / "size.npz").stat().st_size
    cache = EmbeddingCache(tmp_path, limit=3 * size)
    for age, name in enumerate(["size", "b", "c"]):
        cache.put(name, made)
        os.utime(tmp_path / f"{name}.npz", (1000 + age, 1000 + age))
    EmbeddingCache(tmp_path).get("size")
    cache.put("d", made)
    assert sorted(file.stem for file in tmp_path.iterdir()) == ["c", "d", "size"]


def test_the_key_tells_values_method_parameters_and_seed_apart(rng):
    vectors = rng.normal(size=(500, 4))
    moved = vectors.copy()
    moved[321, 2] += 1e-9
    tsne, umap = REDUCERS["t-SNE"], REDUCERS["UMAP"]
    keys = [
        cache_key(digest(vectors), tsne, {"perplexity": 30.0}, 0),
        cache_key(digest(moved), tsne, {"perplexity": 30.0}, 0),
        cache_key(digest(vectors), umap, {"perplexity": 30.0}, 0),
        cache_key(digest(vectors), tsne, {"perplexity": 31.0}, 0),
        cache_key(digest(vectors), tsne, {"perplexity": 30.0}, 1),
    ]
    assert len(set(keys)) == 5
    assert keys[0] == cache_key(digest(vectors.copy()), tsne, {"perplexity": 30.0}, 0)


def test_the_digest_does_not_depend_on_how_rows_lie_in_memory(rng):
    vectors = rng.normal(size=(300, 6)).astype(np.float32)
    assert digest(vectors) == digest(np.asfortranarray(vectors))
    assert digest(vectors) != digest(vectors.reshape(600, 3))


def test_the_folder_is_where_the_user_says(monkeypatch, tmp_path):
    monkeypatch.setenv("HDVIS_CACHE", str(tmp_path))
    assert user_folder() == tmp_path / "embeddings"
    monkeypatch.setenv("HDVIS_CACHE", "none")
    assert user_folder() is None
    monkeypatch.delenv("HDVIS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_folder() == tmp_path / "hdvis" / "embeddings"
