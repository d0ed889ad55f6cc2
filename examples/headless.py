"""Selection and analysis without any window, as a script on a cluster uses them."""

from sklearn.datasets import load_digits

import hdvis
from hdvis.analysis import embed, slerp

digits = load_digits()
dataset = hdvis.Dataset.from_arrays(digits.data, labels={"digit": digits.target.astype(str)})

vis = hdvis.Visualizer(dataset=dataset)
vis.select('digit == "7" and x20 > 8')
rows = vis.selection.rows()
print(f"{len(rows)} rows: {vis.selection.text()}")

embedding = embed(dataset.vectors, "PCA")
print(f"{embedding.method}: trustworthiness {embedding.trustworthiness:.3f}")

path = slerp(dataset.vectors[rows[0]], dataset.vectors[rows[1]], 5)
print(f"a path of {len(path)} steps between rows {rows[0]} and {rows[1]}")
vis.stop()
