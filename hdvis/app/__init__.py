"""The application: visualizers and the pages of their sessions."""

from hdvis.app.data_hook import DataHook
from hdvis.app.visualizer import Visualizer

__all__ = ["DataHook", "Visualizer"]
