"""Networks by name and their weights as files."""

import json

import pytest
import torch
from hdvis_zoo import BUILDERS, CVAE, MLPVAE, ConvVAE, StyleGenerator, build, load_model, save_model
from safetensors.torch import save_file

from hdvis.errors import ModelError
from hdvis.models import load

MODELS = {
    "ConvVAE": lambda: ConvVAE(3, (16, 16, 1), width=2, likelihood="gaussian", sigma=0.2),
    "CVAE": lambda: CVAE(3, (8, 8, 3)),
    "MLPVAE": lambda: MLPVAE(3, (4, 4, 1), hidden=8, batch_norm=True),
    "StyleGenerator": lambda: StyleGenerator(8, 4, 4, channels=8, mapping_layers=1, seed=9),
}


@pytest.mark.parametrize("name", MODELS)
def test_a_network_comes_back_from_its_file(name, tmp_path):
    model = MODELS[name]().eval()
    save_model(tmp_path / "m.safetensors", model)
    again = load_model(tmp_path / "m.safetensors")
    assert type(again) is type(model)
    assert again.config == model.config
    assert not again.training
    for key, value in model.state_dict().items():
        assert torch.equal(value, again.state_dict()[key])


def test_half_precision_files_are_small_and_near(tmp_path):
    model = ConvVAE(8, (32, 32, 3), width=8)
    save_model(tmp_path / "full.safetensors", model)
    save_model(tmp_path / "half.safetensors", model, half=True)
    sizes = [(tmp_path / f"{n}.safetensors").stat().st_size for n in ("half", "full")]
    assert sizes[0] < 0.55 * sizes[1]
    again = load_model(tmp_path / "half.safetensors")
    assert all(p.dtype == torch.float32 for p in again.parameters())
    torch.testing.assert_close(again.mean.weight, model.mean.weight, rtol=1e-3, atol=1e-4)


def test_hdvis_opens_the_file_with_the_builders_of_the_zoo(tmp_path):
    save_model(tmp_path / "m.safetensors", CVAE(3, (8, 8, 3)))
    assert load(tmp_path / "m.safetensors", builders=BUILDERS).latent.shape == (3,)


def test_unknown_builders_and_options_are_refused_with_what_was_expected(tmp_path):
    with pytest.raises(ModelError, match=r"got 'GAN', expected one of hdvis_zoo\.ConvVAE"):
        build("GAN", {})
    with pytest.raises(ModelError, match=r"CVAE refused its options.*depth"):
        build("CVAE", {"depth": 3})
    with pytest.raises(ModelError, match="got 30×30"):
        build("CVAE", {"input_shape": (30, 30, 1)})


def test_a_file_of_another_origin_is_refused(tmp_path):
    save_file({"a": torch.zeros(2)}, tmp_path / "a.safetensors")
    with pytest.raises(ModelError, match="names no builder"):
        load_model(tmp_path / "a.safetensors")
    metadata = {"hdvis.builder": "hdvis_zoo.CVAE", "hdvis.options": json.dumps({"latent_dim": 2})}
    save_file({"a": torch.zeros(2)}, tmp_path / "b.safetensors", metadata)
    with pytest.raises(ModelError, match="do not fit CVAE"):
        load_model(tmp_path / "b.safetensors")
