"""What a plugin shares with the whole program and should leave as it was."""

from __future__ import annotations

import logging
import os
import pickle
import random
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from hdvis.testing.report import expect


def shared_things() -> dict[str, Any]:
    """Settings of the process by name, comparable with ==."""
    things: dict[str, Any] = {
        "the working folder": os.getcwd(),
        "environment variables": dict(os.environ),
        "numpy's error settings": np.geterr(),
        "numpy's print options": repr(np.get_printoptions()),
        "numpy's random state": pickle.dumps(np.random.get_state()),
        "the random module's state": random.getstate(),
        "the root logger": (logging.root.level, tuple(map(id, logging.root.handlers))),
        "sys.stdout": id(sys.stdout),
        "sys.excepthook": id(sys.excepthook),
        "threading's excepthook": id(threading.excepthook),
        "the recursion limit": sys.getrecursionlimit(),
        "warning filters": tuple(map(repr, warnings.filters)),
    }
    if "torch" in sys.modules:
        things |= _torch_things(sys.modules["torch"])
    if "matplotlib" in sys.modules:
        things["matplotlib's rcParams"] = repr(dict(sys.modules["matplotlib"].rcParams))
    return things


def _torch_things(torch: Any) -> dict[str, Any]:
    return {
        "torch's default dtype": str(torch.get_default_dtype()),
        "torch's random state": torch.get_rng_state().numpy().tobytes(),
        "torch's grad mode": torch.is_grad_enabled(),
    }


@contextmanager
def leaving_globals_alone() -> Iterator[None]:
    """Fail the present check if the block changes what others rely on."""
    before = shared_things()
    yield
    after = shared_things()
    changed = [name for name in before if name in after and before[name] != after[name]]
    expect(not changed, f"changed {', '.join(changed)}; leave global settings as they are")
