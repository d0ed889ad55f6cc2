"""Two lines open linked views on vectors; here scikit-learn's digits stand in for your own."""

from sklearn.datasets import load_digits

import hdvis

digits = load_digits()
hdvis.show(digits.data, images=digits.images, labels={"digit": digits.target.astype(str)})
