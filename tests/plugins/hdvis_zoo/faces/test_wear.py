"""What is worn is seen in its own colour."""

import numpy as np
from hdvis_zoo.faces import ATTRIBUTES, draw, drawn_faces


def test_frames_are_dark_and_earrings_golden():
    faces = drawn_faces(60, seed=13)
    for name, wanted in (("Eyeglasses", [33, 31, 38]), ("Wearing_Earrings", [237, 189, 77])):
        attributes = faces.attributes.copy()
        attributes[:, ATTRIBUTES.index("Wearing_Hat")] = False
        attributes[:, ATTRIBUTES.index(name)] = False
        without = draw(attributes, faces.factors).astype(int)
        attributes[:, ATTRIBUTES.index(name)] = True
        worn = draw(attributes, faces.factors).astype(int)
        strong = np.abs(worn - without).max(3) > 60
        assert np.abs(np.median(worn[strong], axis=0) - wanted).max() < 40
