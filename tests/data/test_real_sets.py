"""Published sets open as what their authors describe."""

import numpy as np
import pytest

import hdvis

SETS = {
    "hd_functions/nddav_terrain1.txt": (1000, 3, [], []),
    "hd_functions/concrete_compressive_strength.csv": (1030, 9, [], []),
    "hd_functions/airfoil_self_noise.dat": (1503, 6, [], []),
    "fashion_mnist/fashion_mnist.npz": (60_000, 784, ["y_train"], ["x_train"]),
    "tais_sim256/tais_sim256_img128.npz": (
        256, 4, ["ndrf_last", "ndhf_last", "simuID"],
        ["img_damage", "img_eqps", "img_shape_slice1", "img_stress_zz"],
    ),
    "image_manifolds/coil20.npz": (1440, 1024, ["object_id", "angle_deg"], ["images"]),
    "image_manifolds/isomap_faces698.npz": (698, 3, [], ["images"]),
    "word2vec1000/word2vec1000.npz": (1000, 300, ["words"], []),
    "celeba2k/img_align_celeba_half_2k.zip": (2000, 256, ["file"], ["image"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_a_published_set_opens(shared_data, name):
    made = hdvis.load(shared_data / name)
    assert (made.n, made.d, list(made.labels), list(made.images)) == SETS[name]
    assert np.isfinite(made.vectors[::97]).all()
