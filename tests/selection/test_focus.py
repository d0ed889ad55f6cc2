"""Row 0, a free point and nothing are three different things to look at."""

import numpy as np

from hdvis.selection import Focus


def test_a_row_is_not_free_and_a_point_is():
    assert not Focus(row=0).is_free
    assert Focus(point=np.zeros(3), space="vae").is_free
    assert Focus(row=4, point=np.zeros(3)).is_free
