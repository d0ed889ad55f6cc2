"""What every test may ask for: real data, a seeded generator, and no more than two threads."""

import os
from pathlib import Path

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
for _name in THREADS:  # before numpy, torch or numba reads them
    os.environ[_name] = str(min(2, int(os.environ.get(_name) or 2)))

os.environ["HDVIS_STATE_DIR"] = "none"  # a test that keeps work says where

import numpy as np  # noqa: E402
import pytest  # noqa: E402
from hypothesis import settings  # noqa: E402

settings.register_profile("hdvis", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("hdvis")

ROOT = Path(__file__).parents[1]
BROWSER = Path(__file__).parent / "browser"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark browser tests and put them last: Playwright leaves an event loop running."""
    for item in items:
        if BROWSER in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: BROWSER in item.path.parents)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of published data sets; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("HDVIS_SHARED_DATA") or ROOT / "../shared/data").resolve()
    if not folder.is_dir():
        pytest.skip("no shared data sets: name their folder in HDVIS_SHARED_DATA")
    return folder


@pytest.fixture(scope="session")
def digits():
    """scikit-learn's digits: .data (1797, 64), .images (1797, 8, 8), .target (1797,)."""
    from sklearn.datasets import load_digits

    return load_digits()


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator that gives every test the same numbers each time."""
    return np.random.default_rng(20260101)
