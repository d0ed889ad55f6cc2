"""`check_layout` opens every ready layout and lists all faults of a bad one."""

import pytest
from hooks.toys import catalog_of, entry, view

from hdvis.layout import ready_layouts
from hdvis.testing import ChecksFailed, check_layout

CATALOG = catalog_of(entry("toy", hdvis_modules=lambda: [view("Scatter Plot"), view("Image")]))


def test_every_fault_is_listed():
    with pytest.raises(ChecksFailed) as failed:
        check_layout({"row": ["Scater Plot", "Imge", "Image"]}, catalog=CATALOG)
    faults = list(failed.value.failures.values())
    assert len(faults) == 2
    assert "Scater Plot" in faults[0]
    assert "/row/1" in faults[1]


def test_a_layout_that_cannot_be_read_is_one_fault(tmp_path):
    file = tmp_path / "half.json"
    file.write_text('{"row": [')
    with pytest.raises(ChecksFailed, match="ends too early"):
        check_layout(file, catalog=CATALOG)


def test_a_good_layout_comes_back(tmp_path):
    file = tmp_path / "good.json"
    file.write_text('{"row": ["Scatter Plot", "Image"]}')
    assert [p.module for p in check_layout(file, catalog=CATALOG).places()] == [
        "Scatter Plot", "Image",
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(ready_layouts()))
def test_a_ready_layout_has_no_fault(name):
    check_layout(name)
