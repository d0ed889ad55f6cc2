"""The stages of one training are adapters, a few of them in memory."""

import numpy as np
import pytest
from models.toys import ToyVAE
from safetensors.torch import save_file

from hdvis.errors import ModelError
from hdvis.models import adapt

Z = np.ones((1, 10), np.float32)


@pytest.fixture
def stages(tmp_path):
    found = {}
    for stage in (1, 5, 197):
        found[stage] = tmp_path / f"{stage}.safetensors"
        save_file(ToyVAE(seed=stage).state_dict(), found[stage])
    return found


def test_each_stage_decodes_with_its_own_weights(stages):
    series = adapt.series(stages, build=ToyVAE, latent=10)
    assert series.stages == (1, 5, 197)
    side_by_side = {stage: series.adapter(stage) for stage in series.stages}
    for stage, adapter in side_by_side.items():
        expected = adapt(ToyVAE(seed=stage).eval(), latent=10).decode(Z)
        np.testing.assert_allclose(adapter.decode(Z), expected, atol=1e-6)
        assert adapter.name == f"ToyVAE at {stage}"


def test_the_stages_not_used_lately_leave_memory(stages):
    series = adapt.series(stages, build=ToyVAE, latent=10, resident=2)
    first, _ = series.adapter(1), series.adapter(5)
    assert series.adapter(1) is first
    series.adapter(197)
    assert series.adapter(1) is first
    assert series.adapter(5) is not None
    assert series.adapter(1) is not series.adapter(197)


def test_stages_may_be_weights_modules_or_makers():
    weights = ToyVAE(seed=3).state_dict()
    expected = adapt(ToyVAE(seed=3).eval(), latent=10).decode(Z)
    series = adapt.series(
        {"weights": weights, "module": ToyVAE(seed=3), "maker": lambda: ToyVAE(seed=3)},
        build=ToyVAE,
        latent=10,
    )
    for stage in series.stages:
        np.testing.assert_allclose(series.adapter(stage).decode(Z), expected, atol=1e-6)


def test_a_stage_that_is_not_there_is_named(stages):
    with pytest.raises(ModelError, match="got stage '9', expected one of 1, 5, 197"):
        adapt.series(stages, build=ToyVAE, latent=10).adapter(9)
    with pytest.raises(ModelError, match="got no stages"):
        adapt.series({})
