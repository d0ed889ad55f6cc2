"""The rows of a table as a file."""

from __future__ import annotations

from collections.abc import Mapping

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Column
from hdvis.data.export import rows_file
from hdvis.selection.predicates import Mask
from hdvis_views.table.row_order import RowOrder


def table_file(
    form: str,
    columns: Mapping[str, Column],
    order: RowOrder,
    chosen: Mask | None,
    checkpoint: Checkpoint = no_checkpoint,
) -> tuple[str, bytes]:
    """A file name and its bytes: those of the rows in the mask `chosen`, or all when none is."""
    rows = order[:]
    selected = rows if chosen is None else rows[chosen[rows]]
    if chosen is None or not selected.size:
        return rows_file(form, columns, rows, "rows", checkpoint)
    return rows_file(form, columns, selected, "selection", checkpoint)
