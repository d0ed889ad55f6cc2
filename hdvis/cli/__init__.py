"""The command `hdvis`: open data, serve it, check layouts, list plugins."""

from hdvis.cli.main import main

__all__ = ["main"]
