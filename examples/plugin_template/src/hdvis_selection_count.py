"""Show how many rows are selected."""

import panel as pn
import param

from hdvis import Module, hookimpl


class SelectionCount(Module):
    """A single number that follows the selection."""

    title = "Selection Count"
    unit = param.String("rows", doc="Word after the number.")

    @param.depends("state.selection", "state.dataset", "unit")
    def _text(self):
        return f"{self.state.rows.selected_count} {self.unit}"

    def __panel__(self):
        return pn.widgets.StaticText(value=self._text)


@hookimpl
def hdvis_modules():
    return [SelectionCount]
