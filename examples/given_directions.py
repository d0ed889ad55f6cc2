"""Directions from files, InterFaceGAN's or GANSpace's, in the matrix, with random ones beside.

    python given_directions.py PATH...

Each PATH is a file (.npy, .pt, .npz of hdvis) or a folder of them, all of one width. The rows are
drawn from a standard normal, the space those generators start from.
"""

import sys

import numpy as np

import hdvis
from hdvis.analysis import fit_directions
from hdvis.analysis.directions.files import read_directions

if len(sys.argv) < 2:
    sys.exit("usage: python given_directions.py PATH...")

directions = read_directions(*sys.argv[1:])
latents = np.random.default_rng(0).standard_normal((2_000, directions.d), dtype=np.float32)
layout = {"row": [
    {"module": "Similarity Matrix", "weight": 2},
    {"column": ["Direction Pair", "Weight Matrix"]},
]}  # fmt: skip

vis = hdvis.Visualizer(layout)
vis.data.set_data(latents, name="standard normal")
vis.add_directions(directions)
vis.add_directions(fit_directions(latents, method="random", count=3, seed=1))
vis.show()
