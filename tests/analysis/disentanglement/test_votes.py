"""Votes name the factor held still where codes are factors, and guess where they are not."""

import numpy as np
import pytest
from analysis.factors import fixture

from hdvis.analysis.disentanglement import beta_vae_score, factor_vae_score
from hdvis.errors import DataError

FACTORS, CODES, _ = fixture()
FEW = {"trained": 1_000, "judged": 1_000}


def ten_factors():
    """Ten independent factors of five levels, as codes in a shuffled order."""
    draw = np.random.default_rng(1)
    factors = draw.integers(0, 5, (4_000, 10))
    return factors, draw


@pytest.mark.parametrize("score", [factor_vae_score, beta_vae_score])
def test_codes_that_are_the_factors_score_nine_tenths_and_more(score):
    factors, draw = ten_factors()
    codes = factors[:, draw.permutation(10)] * [1, -2, 3, 1, 1, 5, 1, 0.5, 1, 1] + 7.0
    assert score(codes, factors, **FEW) >= 0.9
    assert score(CODES["identity"], FACTORS, **FEW) >= 0.9


@pytest.mark.parametrize("score", [factor_vae_score, beta_vae_score])
def test_codes_of_noise_score_a_fifth_at_most_of_ten_factors(score):
    factors, draw = ten_factors()
    assert score(draw.standard_normal((4_000, 10)), factors, **FEW) <= 0.2


def test_turned_codes_lose_the_votes_of_the_factors_that_they_mix():
    straight, turned = (
        factor_vae_score(CODES[name], FACTORS, **FEW) for name in ("identity", "turned 45")
    )
    # Two of four factors share two codes, and either takes half of their votes.
    assert straight == 1.0
    assert turned < 0.9


def test_unused_codes_do_not_vote_and_a_collapsed_model_scores_nothing():
    factors, draw = ten_factors()
    quiet = 0.01 * draw.standard_normal((4_000, 3))
    used = np.hstack([factors, quiet])
    assert factor_vae_score(used, factors, **FEW) == factor_vae_score(factors, factors, **FEW)
    assert factor_vae_score(quiet, factors, **FEW) == 0.0


def test_a_vote_is_the_variance_among_rows_of_one_value_worked_by_hand():
    # One code follows the factor, one does not: every vote is the first code's.
    factors = np.repeat([0, 1], 50)[:, None]
    codes = np.column_stack([factors[:, 0], np.tile([0.0, 1.0], 50)])
    both = np.column_stack([factors[:, 0], np.tile([0, 1], 50)])
    assert factor_vae_score(codes, both, trained=200, judged=200) == 1.0


def test_one_factor_is_no_choice():
    with pytest.raises(DataError, match="got 1 factor"):
        beta_vae_score(CODES["identity"], FACTORS[:, :1])
