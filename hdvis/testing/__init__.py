"""Checks that plugin authors run on their own parts, as hdvis runs them on its own.

from hdvis.testing import check_module

def test_the_module_keeps_the_contract():
    check_module(MyView)
"""

from hdvis.testing.adapters import adapter_checks, check_adapter
from hdvis.testing.harness import Harness
from hdvis.testing.layouts import check_layout, layout_faults
from hdvis.testing.modules import check_module, module_checks
from hdvis.testing.plugins import check_plugin, plugin_checks
from hdvis.testing.report import ChecksFailed

__all__ = [
    "ChecksFailed",
    "Harness",
    "adapter_checks",
    "check_adapter",
    "check_layout",
    "check_module",
    "check_plugin",
    "layout_faults",
    "module_checks",
    "plugin_checks",
]
