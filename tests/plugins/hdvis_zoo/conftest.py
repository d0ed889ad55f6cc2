"""A small training that several tests look at."""

import pytest


def train_digits(out, **options):
    """A small network on a part of the digits: seconds."""
    from hdvis_zoo import train

    given = {
        "model": "MLPVAE",
        "data": "digits",
        "limit": 400,
        "epochs": 3,
        "batch_size": 50,
        "latent_dim": 4,
        "config": {"hidden": 16},
        "seed": 5,
        "accelerator": "cpu",
        "progress": False,
    }
    return train(**(given | options), out=out)


@pytest.fixture(scope="session")
def train_small():
    """`train_digits`, for tests that want another folder or other options."""
    return train_digits


@pytest.fixture(scope="session")
def small_run(tmp_path_factory):
    """A finished run of three epochs."""
    return train_digits(tmp_path_factory.mktemp("zoo") / "run")
