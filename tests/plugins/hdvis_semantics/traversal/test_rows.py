"""Facts are said in words, and always the same ones."""

import numpy as np
import pytest
from hdvis_semantics.traversal.facts import Facts
from hdvis_semantics.traversal.rows import difference, ordinal, said

from hdvis.models import DecodeResult


def shown(pixels, percentile=(10.0, 71.4)):
    count = len(pixels)
    return DecodeResult(
        np.zeros((count, 2)), pixels, None, np.zeros(count, bool), np.array(percentile)
    )


GREY = np.full((2, 4, 4, 1), 100, np.uint8)


def test_facts_keep_their_places_while_they_are_awaited():
    waiting, known = (
        said(shown(GREY), facts, True) for facts in (None, Facts(0.93, "Male", 0.314))
    )
    assert [line[0] for line in waiting] == [line[0] for line in known]
    assert [line[1] for line in known] == ["71st percentile", "0.93", "Male +0.31 σ"]
    assert len(said(shown(GREY), None, False)) == 1  # a model that cannot encode


def test_what_should_not_be_trusted_is_marked():
    lines = said(shown(GREY, (1.0, 99.7)), Facts(0.2, "Young", -1.5), True)
    assert [line[2] for line in lines] == [True, True, True]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (92, "92nd"), (0, "0th")]
)
def test_percentiles_are_spelled(number, text):
    assert ordinal(number) == text


def test_the_difference_is_grey_where_nothing_changed():
    pixels = GREY.copy()
    pixels[1, 0, 0] = 200
    picture = difference(shown(pixels))
    rgba = np.frombuffer(picture["data"], np.uint8).reshape(4, 4, 4)
    assert rgba[0, 0, :3].tolist() == [178, 178, 178]
    assert np.all(rgba[1:, :, :3] == 128)
