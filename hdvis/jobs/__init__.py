"""Slow work off the document thread: lanes of workers, and jobs of which the newest wins."""

from hdvis.jobs.jobs import Job, Jobs
from hdvis.jobs.lanes import Lanes

__all__ = ["Job", "Jobs", "Lanes"]
