"""The continuous factors follow the attributes they must agree with."""

import numpy as np
from hdvis_zoo.faces import FACTORS, drawn_faces


def test_factors_stay_in_their_ranges_and_agree_with_the_attributes():
    faces = drawn_faces(600, seed=5)
    assert faces.factors.shape == (600, len(FACTORS))
    assert faces.factors.dtype == np.float32
    for name, text in FACTORS.items():
        low = -1.0 if "-1" in text else 0.0
        assert faces.factor(name).min() >= low
        assert faces.factor(name).max() <= 1.0
    smiling, curve = faces.attribute("Smiling"), faces.factor("mouth_curve")
    assert curve[smiling].min() > curve[~smiling].max()
    pale, tone = faces.attribute("Pale_Skin"), faces.factor("skin_tone")
    assert tone[pale].max() < tone[~pale].min()
    assert (faces.factor("hair_length")[faces.attribute("Bald")] == 0).all()
