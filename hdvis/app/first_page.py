"""The page that opens when none is asked for, chosen by what there is to see."""

from __future__ import annotations

from hdvis.data import Dataset
from hdvis.hooks import Catalog
from hdvis.layout import Layout, parse_layout

PLAIN = "explore"
WITH_MODEL = "traverse"
"""The page with a model: the one that decodes."""


def first_page(dataset: Dataset | None, has_model: bool, catalog: Catalog) -> Layout:
    """A ready layout for `dataset`, with a model that decodes it or without."""
    return parse_layout(WITH_MODEL if has_model else PLAIN, catalog)
