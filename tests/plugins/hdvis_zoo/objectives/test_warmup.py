"""The weight of the KL rises in a straight line."""

from hdvis_zoo import Warmup


def test_the_rise_is_straight_and_ends_at_one():
    rise = Warmup(4)
    assert [rise(epoch) for epoch in (0, 1, 2.5, 4, 9)] == [0.0, 0.25, 0.625, 1.0, 1.0]
    assert Warmup()(0) == 1.0
