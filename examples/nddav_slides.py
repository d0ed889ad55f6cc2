"""The script of NDDAV's slides with only its import line changed; nddav_data.py makes its files."""

from hdvis.nddav import *
import numpy as np

##### load model sample #####
params = np.load("./data/latent/params.npy").astype("f4")
hidden_h1 = np.load("./data/latent/hidden_h1.npy").astype("f4")
output_imgs = np.load("./data/latent/output_imgs.npy").astype("f4")

##### create vis #####
layout = {
    "row": [
        {"column": ["Parallel Coordinate", 'Scatter Plot']},
        {"column": ["Image", "DimReduction"]}
    ]
}
vis = nddav(layout)
data = vis.addModule(DataHook)
data.setDataFromArray(hidden_h1[0:5000, :])
data.setImages(output_imgs[0:5000, :])
vis.show()
