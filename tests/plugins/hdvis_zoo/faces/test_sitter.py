"""What a layer may ask about the people it paints."""

import numpy as np
from hdvis_zoo.faces import drawn_faces
from hdvis_zoo.faces.sitter import Sitters


def test_the_outline_is_negative_inside_the_face_and_positive_outside():
    faces = drawn_faces(30)
    sitters = Sitters.of(faces.attributes, faces.factors, 64)
    part = sitters.canvas.part(-4, 4, -4, 4)
    distance = sitters.outline(part)
    near = np.hypot(part.u, part.v) < 0.4
    far = np.hypot(part.u, part.v) > 1.1
    assert (distance[near] < 0).all()
    assert (distance[far] > 0).all()
