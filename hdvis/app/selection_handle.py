"""The selection as a script sees it: what is chosen, and words for what to choose."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hdvis.session import Session
from hdvis.state import RowSets


class SelectionHandle:
    """A session's selection, read anew by each call and computed on the caller's thread."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __bool__(self) -> bool:
        return bool(self._rows().selection)

    def rows(self) -> npt.NDArray[np.int64]:
        """Indices of the selected rows, ascending."""
        return np.flatnonzero(self._rows().selected)

    def mask(self) -> npt.NDArray[np.bool_]:
        """bool (n,)."""
        return self._rows().selected.copy()

    def count(self) -> int:
        """How many rows are selected."""
        return self._rows().selected_count

    def text(self) -> str:
        """The selection in words that `select` reads back."""
        return self._rows().selection.text()

    def _rows(self) -> RowSets:
        state = self._session.state
        return self._session.do(lambda: state.rows)  # type: ignore[no-any-return]
