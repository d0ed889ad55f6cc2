"""Memory is refused before it is taken."""

import pytest

from hdvis.data.limits import check_budget, memory_budget, size
from hdvis.errors import LimitError


@pytest.mark.parametrize(("stated", "expected"), [("2 GB", 2e9), ("1500", 1500), ("1.5mb", 1.5e6)])
def test_a_stated_limit_is_read(monkeypatch, stated, expected):
    monkeypatch.setenv("HDVIS_MEMORY_LIMIT", stated)
    assert memory_budget() == expected


def test_an_unreadable_limit_is_named(monkeypatch):
    monkeypatch.setenv("HDVIS_MEMORY_LIMIT", "lots")
    with pytest.raises(LimitError, match="lots"):
        memory_budget()


def test_the_default_is_part_of_this_machine(monkeypatch):
    monkeypatch.delenv("HDVIS_MEMORY_LIMIT", raising=False)
    assert 2**20 < memory_budget() < 2**50


def test_more_than_the_limit_is_refused(monkeypatch):
    monkeypatch.setenv("HDVIS_MEMORY_LIMIT", "1 kB")
    check_budget(1000, "vectors")
    with pytest.raises(LimitError, match=r"vectors: needs about 1\.5 kB, limit 1 kB"):
        check_budget(1500, "vectors")


def test_sizes_read_well():
    assert [size(1), size(6.4e9), size(7e12)] == ["1 B", "6.4 GB", "7 TB"]
