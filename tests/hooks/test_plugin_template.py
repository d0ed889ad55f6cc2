"""The smallest plugin works as it stands and is as small as promised."""

from pathlib import Path

from hdvis.hooks import Catalog, create_manager
from hdvis.layout import parse_layout
from hdvis.testing import check_module

TEMPLATE = Path(__file__).parents[2] / "examples/plugin_template/src/hdvis_selection_count.py"


def test_the_template_offers_its_module_from_a_file_alone():
    manager = create_manager(discover=False)
    manager.load_file(TEMPLATE)
    catalog = Catalog.of(manager)
    assert manager.problems == ()
    assert list(catalog.modules) == ["Selection Count"]


def test_its_option_can_be_set_from_a_layout():
    manager = create_manager(discover=False)
    manager.load_file(TEMPLATE)
    place = {"module": "Selection Count", "options": {"unit": "shots"}}
    layout = parse_layout({"row": [place]}, Catalog.of(manager), strict=True)
    assert next(layout.places()).options == {"unit": "shots"}


def test_it_is_under_25_lines():
    lines = [line for line in TEMPLATE.read_text().splitlines() if line.strip()]
    assert len(lines) < 25


def test_it_keeps_the_contract_it_is_a_model_of():
    manager = create_manager(discover=False)
    manager.load_file(TEMPLATE)
    check_module(Catalog.of(manager).modules["Selection Count"])
