"""Table: any number of rows and columns, sorted, searched, selected and exported."""

from hdvis_views.table.module import Table

__all__ = ["Table"]
