"""The visualizers of small views that the tests of the app use."""

from app.conftest import table, taken, visualizer

__all__ = ["table", "taken", "visualizer"]
