"""Filtering: named conditions that decide which rows the views show, and the function."""

from hdvis_views.filtering.module import Filtering

__all__ = ["Filtering"]
