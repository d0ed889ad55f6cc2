"""The catalog finds what plugins offer, by name."""

import pytest
from hooks.toys import catalog_of, entry, view

from hdvis.errors import PluginError


def one(title, dist="toys", name="toy"):
    return entry(name, dist, hdvis_modules=lambda: [view(title)])


def test_any_spelling_finds_a_module():
    catalog = catalog_of(one("Parallel Coordinate"))
    assert catalog.modules["parallel_coordinates"].title == "Parallel Coordinate"
    assert catalog.modules.find("toys:parallel coordinate").id == "toys:Parallel Coordinate"
    assert list(catalog.modules) == ["Parallel Coordinate"]


def test_a_bare_name_that_two_plugins_share_finds_neither():
    catalog = catalog_of(one("Map", "aa", "a"), one("map", "bb", "b"))
    assert catalog.modules.find("Map") is None
    assert catalog.modules.rivals("Map") == ("aa:Map", "bb:map")
    assert catalog.modules["bb:Map"].title == "map"
    assert list(catalog.modules) == ["aa:Map", "bb:map"]
    assert "aa:Map and bb:map" in catalog.manager.problems[0].text


def test_hdvis_keeps_its_own_names():
    catalog = catalog_of(one("Table", "aa", "a"), one("Table", "hdvis", "views"))
    assert catalog.modules.find("table").id == "hdvis:Table"
    assert catalog.modules.find("aa:table").id == "aa:Table"
    (problem,) = catalog.manager.problems
    assert problem.distribution == "aa"
    assert "hdvis:Table" in problem.text


def test_an_offer_made_twice_is_kept_once():
    catalog = catalog_of(entry("a", hdvis_modules=lambda: [view("A b"), view("a-b")]))
    assert len(catalog.modules) == 1
    assert catalog.manager.problems[0].code == "HDV-G6"


def test_a_missing_name_is_answered_with_the_nearest():
    catalog = catalog_of(entry("a", hdvis_reducers=lambda: {"UMAP": list}))
    with pytest.raises(PluginError, match=r'no reducer named "UMPA"; did you mean "UMAP"\?'):
        catalog.reducers.require("reducer", "UMPA")
    assert catalog.reducers.require("reducer", "u-map") is list
    assert "UMPA" not in catalog.reducers
    assert 3 not in catalog.reducers


def test_a_slot_belongs_to_the_first_plugin_that_names_it():
    import param

    first, second = param.Parameter(), param.Parameter()
    catalog = catalog_of(
        entry("a", "aa", hdvis_slots=lambda: {"depth": first, "direction": first}),
        entry("b", "bb", hdvis_slots=lambda: {"depth": second, "directions": second}),
    )
    parameters = {name: slot.parameter for name, slot in catalog.slots.items()}
    assert parameters == {"depth": first, "direction": first, "directions": second}
    assert "aa" in catalog.manager.problems[0].text


def test_layouts_are_paths(tmp_path):
    file = tmp_path / "mine.json"
    file.write_text('"Table"')
    catalog = catalog_of(entry("a", hdvis_layouts=lambda: {"mine": str(file)}))
    assert catalog.layouts["mine"] == file


def test_readers_and_adapters_are_listed_and_asked():
    catalog = catalog_of(
        entry("r", hdvis_read_dataset=lambda path: None), entry("m", hdvis_adapt_model=lambda: None)
    )
    assert [p.name for p in catalog.readers] == ["r"]
    assert [p.name for p in catalog.adapters] == ["m"]
    assert catalog.read_dataset("nothing.npy") is None
    assert catalog.adapt_model(object()) is None


def test_every_kind_of_offer_has_its_shelf():
    offer = {"one": abs}
    catalog = catalog_of(
        entry(
            "a",
            hdvis_clusterers=lambda: offer,
            hdvis_directions=lambda: offer,
            hdvis_similarities=lambda: offer,
        )
    )
    shelves = (catalog.clusterers, catalog.directions, catalog.similarities)
    assert [shelf["One"] for shelf in shelves] == [abs] * 3
