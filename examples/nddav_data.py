"""Make the three files that nddav_slides.py reads: samples of a model, from digits.

The parameters are 5 principal components, the hidden layer 10, the images 8 × 8 as flat rows.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA

folder = Path("data/latent")
folder.mkdir(parents=True, exist_ok=True)
digits = load_digits()
scores = PCA(10, random_state=0).fit_transform(digits.data)
np.save(folder / "params.npy", scores[:, :5])
np.save(folder / "hidden_h1.npy", scores)
np.save(folder / "output_imgs.npy", digits.data / 16)
