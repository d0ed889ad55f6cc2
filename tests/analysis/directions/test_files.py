"""Directions come back from files as they were, and published ones are read."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
import torch
from analysis.planted import planted

from hdvis.analysis import fit_directions
from hdvis.analysis.directions.fields import ARRAYS
from hdvis.analysis.directions.files import read_directions
from hdvis.analysis.directions.similarity import cosine_matrix
from hdvis.errors import HdvisError

Z, Y, _ = planted()


class Trap:
    def __reduce__(self):
        return (pytest.fail, ("a pickle was opened",))


def test_saved_directions_come_back_whole_with_their_gaps(tmp_path):
    labels = {"smile ☺": Y[:, 0], "никто": np.zeros(len(Z))}
    made = fit_directions(Z, labels, space="vae", model="beef")
    made = replace(made, origins=("made", "imported")).recolor("никто", "#12ab9f")
    made.save(tmp_path / "d.npz")
    for again in (read_directions(tmp_path / "d.npz"),):
        for name in (*ARRAYS, "spread"):
            np.testing.assert_array_equal(getattr(again, name), getattr(made, name))
        for name in ("names", "reasons", "method", "space", "model", "origins", "colors"):
            assert getattr(again, name) == getattr(made, name)


def hostile(folder):
    made = fit_directions(Z, Y, "abcd")
    made.save(folder / "good.npz")
    whole = (folder / "good.npz").read_bytes()
    with np.load(folder / "good.npz") as file:
        parts = dict(file)
    cases = {
        "cut.npz": whole[:-300],
        "pickle.npz": pickle.dumps(Trap()),
        "pickle.npy": pickle.dumps(Trap()),
        "pickle.pt": pickle.dumps(Trap(), protocol=2),
        "text.npz": b"directions",
        "empty.npy": b"",
        "what.csv": b"1,2",
    }
    for name, data in cases.items():
        (folder / name).write_bytes(data)
    traps = np.empty(4, object)
    traps[:] = [Trap() for _ in traps]
    np.savez(folder / "objects.npz", **{**parts, "names": traps})
    np.savez(folder / "less.npz", **{k: v for k, v in parts.items() if k != "lengths"})
    np.savez(folder / "painted.npz", **{**parts, "colors": np.array(["red;"] * 4)})
    np.savez(folder / "words.npz", **{**parts, "normals": np.full((4, 12), "x")})
    np.savez(folder / "narrow.npz", **{**parts, "normals": parts["normals"][:, 0]})
    np.savez(folder / "alone.npz", **{**parts, "about": np.array("x")})
    np.save(folder / "objects.npy", traps, allow_pickle=True)
    np.save(folder / "whole.npy", np.arange(6))
    torch.save({"comp": torch.ones(2, 1, 4)}, folder / "part.pt")
    torch.save({"comp": torch.ones(2, 1, 4), "mean": torch.ones(3), "std": torch.ones(2)},
               folder / "other.pt")  # fmt: skip
    return [*cases, "objects.npz", "less.npz", "painted.npz", "words.npz", "narrow.npz",
            "alone.npz", "objects.npy", "whole.npy", "part.pt", "other.pt",
            "nowhere.npz"]  # fmt: skip


def test_files_of_the_first_edition_are_read(tmp_path):
    made = fit_directions(Z, Y, "abcd")
    made.save(tmp_path / "now.npz")
    with np.load(tmp_path / "now.npz") as file:
        parts = {k: v for k, v in file.items() if k not in ("spread", "origins", "colors")}
    np.savez(tmp_path / "then.npz", **parts)
    again = read_directions(tmp_path / "then.npz").measured(Z)
    np.testing.assert_allclose(again.displaced(), made.displaced(), rtol=1e-6)


def test_nothing_is_unpickled_and_every_other_file_is_refused_by_name(tmp_path):
    for name in hostile(tmp_path):
        with pytest.raises(HdvisError) as caught:
            read_directions(tmp_path / name)
        assert name.partition(".")[0] in caught.value.message


def test_layers_are_laid_side_by_side_and_ganspace_steps_are_deviations(tmp_path):
    rng = np.random.default_rng(0)
    np.save(tmp_path / "age_boundary.npy", rng.standard_normal((1, 3, 5)))
    assert read_directions(tmp_path / "age_boundary.npy").normals.shape == (1, 15)
    parts = {"comp": 2 * np.eye(3)[:2, None], "mean": np.ones((1, 3)), "std": np.array([3.0, 2])}
    torch.save({k: torch.from_numpy(v) for k, v in parts.items()}, tmp_path / "x_pca.pt")
    made = read_directions(tmp_path / "x_pca.pt")
    assert made.names == ("x 1", "x 2")
    np.testing.assert_allclose(made.displacements, [[3, 0, 0], [0, 2, 0]])
    np.testing.assert_allclose(made.distances([[1, 1, 1], [4, 1, 0]]), [[0, 0], [3, 0]])


def test_interfacegan_normals_are_unit_and_can_be_made_orthogonal(shared_data):
    folder = shared_data / "latent_directions" / "interfacegan"
    files = sorted(folder.glob("stylegan_ffhq_*_boundary.npy"))
    if not files:
        pytest.skip("no InterFaceGAN boundaries among the shared data")
    read = [read_directions(file) for file in files]
    made = read[0]
    for one in read[1:]:
        made = made.append(one)
    np.testing.assert_allclose(made.lengths, 1, atol=1e-6)
    assert made.d == 512
    cosines = cosine_matrix(made.normals)
    glasses, gender = made.index("stylegan_ffhq_eyeglasses"), made.index("stylegan_ffhq_gender")
    # The entanglement that the paper names, far outside the zone of chance.
    assert cosines[glasses, gender] > 0.114
    others = [name for name in made.names if name != "stylegan_ffhq_eyeglasses"]
    left = made.conditional(others)
    assert abs(left.normals @ made.select(others).normals.T).max() < 1e-15


def test_ganspace_components_are_orthonormal(shared_data):
    files = sorted((shared_data / "latent_directions").glob("encoder4editing/ganspace_pca/*.pt"))
    if not files:
        pytest.skip("no GANSpace files among the shared data")
    made = read_directions(files[0])
    assert made.normals.shape == (80, 512)
    np.testing.assert_allclose(made.normals @ made.normals.T, np.eye(80), atol=1e-4)
    np.testing.assert_allclose(np.linalg.norm(made.displacements, axis=1), made.deviations)


def test_a_single_bad_row_is_marked(tmp_path):
    rows = np.eye(3)
    rows[1, 1] = np.nan
    np.save(tmp_path / "three.npy", rows)
    made = read_directions(tmp_path / "three.npy")
    assert made.names == ("three 1", "three 2", "three 3")
    assert made.defined.tolist() == [True, False, True]
