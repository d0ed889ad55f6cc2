"""The application: visualizers, sessions and the pages they are served on."""

from hdvis.app.data_hook import DataHook
from hdvis.app.session import Session
from hdvis.app.visualizer import Visualizer

__all__ = ["DataHook", "Session", "Visualizer"]
