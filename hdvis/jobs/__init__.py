"""Slow work off the document thread: pools of workers, and jobs of which the newest wins."""

from hdvis.jobs.jobs import Job, Jobs
from hdvis.jobs.pools import Executor, Inline, Pools

__all__ = ["Executor", "Inline", "Job", "Jobs", "Pools"]
