"""A model in a process of its own may hang or die; the page goes on and the model comes back."""

import time
from functools import partial

import numpy as np
import pytest
from models.asking import decoded
from models.moody import Moody
from models.toys import ToyVAE

from hdvis.errors import ModelError
from hdvis.models import Engine, ProcessAdapter, adapt
from hdvis.testing import check_adapter


@pytest.fixture(scope="module")
def moody():
    adapter = ProcessAdapter(Moody, latent=2, timeout=2.0, name="moody")
    yield adapter
    adapter.close()


def doubles(adapter) -> bool:
    return bool((adapter.decode(np.ones((1, 2), np.float32)) == 2).all())


def refused(adapter, value: float) -> ModelError:
    with pytest.raises(ModelError) as caught:
        adapter.decode(np.full((1, 2), value, np.float32))
    return caught.value


def again(adapter, seconds: float = 60.0) -> bool:
    """Whether it doubles once its process is there again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return doubles(adapter)
        except ModelError as error:
            if "not made within" not in str(error):
                raise
    return False


def test_it_decodes_as_the_model_itself_does():
    there, here = ProcessAdapter(ToyVAE, latent=10), adapt(ToyVAE(), latent=10)
    z = here.latent.sample(5)
    np.testing.assert_allclose(there.decode(z), here.decode(z), atol=1e-6)
    x = here.decode(z)
    np.testing.assert_allclose(there.encode(x).mean, here.encode(x).mean, atol=1e-5)
    assert there.capabilities == here.capabilities - {"gradients"}
    assert there.fingerprint() == here.fingerprint()
    assert there.output.image_shape == here.output.image_shape
    check_adapter(there)
    there.close()


def test_one_that_hangs_is_ended_and_comes_back(moody):
    error = refused(moody, 7.0)
    assert error.code == "HDV-M13"
    assert "no answer within 2 s" in str(error)
    assert again(moody)


def test_one_that_leaves_is_said_to_have_left_and_comes_back(moody):
    error = refused(moody, 8.0)
    assert error.code == "HDV-M19"
    assert "exit status 3" in str(error)
    assert again(moody)


def test_what_it_raises_travels_in_words_and_costs_nothing(moody):
    before = moody._process.pid
    error = refused(moody, 9.0)
    assert (error.code, "raised ValueError: far out" in str(error)) == ("HDV-M11", True)
    assert doubles(moody)
    assert moody._process.pid == before


def test_closing_the_engine_ends_the_process(moody):
    with Engine(moody, explore=False) as engine:
        assert (decoded(engine, np.ones((1, 2))).values == 2).all()
    assert not moody._process.is_alive()


def test_what_cannot_be_made_is_said():
    with pytest.raises(ModelError, match="raised ZeroDivisionError"):
        ProcessAdapter(partial(divmod, 1, 0))
