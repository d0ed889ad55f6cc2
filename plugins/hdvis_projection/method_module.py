"""What views have in common that run a method of choice with parameters of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import param

from hdvis import Module
from hdvis.errors import LayoutError
from hdvis.modules.options import read_option, set_option
from hdvis_projection.form import PARAMETER


class MethodModule(Module):
    """A module with options `method` and `parameters` (by name), and a form that asks for them."""

    parameters: dict[str, Any]

    def _method_params(self) -> Mapping[str, param.Parameter]:
        """The params of the method in hand."""
        raise NotImplementedError

    def _fill_form(self) -> None:
        """Show what the options are."""
        raise NotImplementedError

    def _set(self, name: str, value: Any) -> str:
        """Take what a field of the form says; a sentence where it does not fit, else nothing."""
        try:
            if not name.startswith(PARAMETER):
                set_option(self, name, value)
                return ""
            known, short = self._method_params(), name.removeprefix(PARAMETER)
            if short in known:
                value = read_option(known[short], value, short)
                self.parameters = {**self.parameters, short: value}
        except LayoutError as error:
            self._fill_form()
            return error.message
        return ""
