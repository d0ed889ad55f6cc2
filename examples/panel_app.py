"""A page of a Panel server, a session for each tab: panel serve examples/panel_app.py."""

from sklearn.datasets import load_digits

import hdvis

digits = load_digits()
dataset = hdvis.Dataset.from_arrays(
    digits.data,
    name="digits",
    images=digits.images,
    labels={"digit": digits.target.astype(str)},
)
hdvis.Visualizer("explore", dataset=dataset).servable()
