"""How plugins say what they offer, and how hdvis asks them."""

from hdvis.hooks.catalog import Catalog, Entry, Registry
from hdvis.hooks.manager import Manager, Plugin, create_manager
from hdvis.hooks.problems import PluginProblem
from hdvis.hooks.session_context import SessionContext
from hdvis.hooks.specs import hookimpl, hookspec

__all__ = [
    "Catalog",
    "Entry",
    "Manager",
    "Plugin",
    "PluginProblem",
    "Registry",
    "SessionContext",
    "create_manager",
    "hookimpl",
    "hookspec",
]
