"""Slow work off the document thread: pools of threads, and jobs of which the newest wins."""

from hdvis.jobs.batched import Batched
from hdvis.jobs.job import Job
from hdvis.jobs.jobs import Jobs
from hdvis.jobs.pool import BackgroundTask, Pool
from hdvis.jobs.pools import Executor, Inline, Pools, device_pool
from hdvis.jobs.task import Call

__all__ = [
    "BackgroundTask",
    "Batched",
    "Call",
    "Executor",
    "Inline",
    "Job",
    "Jobs",
    "Pool",
    "Pools",
    "device_pool",
]
