"""Installed plugins are found in a fixed order, within the limit that the user set."""

import importlib.metadata

import pytest
from hooks.toys import Dist, Entry

from hdvis.hooks.discovery import in_order, is_wanted, source_of, wanted_names


def test_own_plugins_come_first_then_distributions_by_name():
    entries = [
        Entry("b", object, Dist("Zoo_Views")),
        Entry("views", object, Dist("hdvis")),
        Entry("a", object, Dist("another")),
    ]
    assert [source.distribution for source, _ in in_order(entries)] == [
        "hdvis",
        "another",
        "zoo-views",
    ]


def test_an_entry_point_without_metadata_still_has_a_source():
    assert source_of(Entry("a", object, None)).distribution == "unknown"


def test_a_real_entry_point_will_do():
    real = importlib.metadata.EntryPoint("views", "hdvis_views", "hdvis")
    assert source_of(real).name == "views"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", None),
        ("all", None),
        ("none", ()),
        ("NONE", ()),
        ("a, b-c,", ("a", "b-c")),
    ],
)
def test_the_variable_limits_discovery(text, names):
    assert wanted_names({"HDVIS_PLUGINS": text}) == names


def test_a_limit_names_a_plugin_or_its_distribution_and_spares_hdvis():
    theirs, ours = (source_of(Entry("p", object, Dist(d))) for d in ("My.Dist", "hdvis"))
    assert is_wanted(theirs, ["p"])
    assert is_wanted(theirs, ["my_dist"])
    assert not is_wanted(theirs, ["other"])
    assert not is_wanted(theirs, [])
    assert is_wanted(ours, [])
