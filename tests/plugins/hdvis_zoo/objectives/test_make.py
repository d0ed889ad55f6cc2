"""Objectives by name."""

import pytest
from hdvis_zoo import DFC, ELBO, IWAE, BetaTC, make_objective


def test_names_give_objectives_with_their_usual_weights():
    assert make_objective("vae") == ELBO(1.0)
    assert make_objective("beta-vae") == ELBO(4.0)
    assert make_objective("beta-vae", beta=2.0) == ELBO(2.0)
    assert make_objective("iwae", k=7) == IWAE(7)
    assert make_objective("beta-tcvae", data_size=300) == BetaTC(300, 6.0)
    assert isinstance(make_objective("dfc"), DFC)


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ValueError, match="got 'elbow', expected one of vae"):
        make_objective("elbow")
