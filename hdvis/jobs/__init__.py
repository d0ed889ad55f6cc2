"""Slow work off the document thread: lanes of workers, and jobs of which the newest wins."""

from hdvis.jobs.jobs import Job, Jobs
from hdvis.jobs.lanes import Inline, Lanes, Runner

__all__ = ["Inline", "Job", "Jobs", "Lanes", "Runner"]
