"""Answers are judged by hook: good parts are kept, the others named."""

from collections import OrderedDict
from types import SimpleNamespace

import param
import pytest
from hooks.toys import view

from hdvis.hooks.results import Unusable, judge


def test_modules_may_come_as_a_list_a_tuple_or_a_set():
    one = view("One")
    for answer in ([one], (one,), {one}, frozenset([one])):
        assert judge("hdvis_modules", answer) == ([one], [])


def test_any_mapping_of_factories_will_do():
    assert judge("hdvis_reducers", OrderedDict(A=list)) == ({"A": list}, [])


def test_slots_are_parameters_under_public_identifiers():
    depth = param.Number(1)
    good, complaints = judge("hdvis_slots", {"depth": depth, "_own": depth, "a b": depth, "n": 3})
    assert good == {"depth": depth}
    assert len(complaints) == 3


def test_a_layout_is_an_existing_file(tmp_path):
    good, complaints = judge("hdvis_layouts", {"gone": tmp_path / "gone.json", "number": 3})
    assert good == {}
    assert "no file at" in complaints[0]


def test_none_means_that_a_reader_does_not_know_the_file():
    assert judge("hdvis_read_dataset", None) == (None, [])


@pytest.mark.parametrize("answer", ["text", 3, [1], SimpleNamespace(n=3)])
def test_a_reader_answers_with_a_dataset(answer):
    with pytest.raises(Unusable, match="expected a Dataset or None"):
        judge("hdvis_read_dataset", answer)
