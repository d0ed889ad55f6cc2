"""Models from files: weights with a builder, ONNX, programs with trust only."""

import json

import numpy as np
import pytest
import torch
from models.toys import ToyVAE
from safetensors.torch import save_file
from torch import nn

from hdvis.accel.tensor_files import check_torch_version
from hdvis.errors import ModelError
from hdvis.models import adapt, load, read_weights


@pytest.fixture
def model():
    return ToyVAE(seed=5).eval()


def test_the_three_kinds_of_weights_decode_alike(tmp_path, model):
    state = model.state_dict()
    save_file(state, tmp_path / "a.safetensors")
    np.savez(tmp_path / "b.npz", **{name: t.numpy() for name, t in state.items()})
    torch.save(state, tmp_path / "c.pt")
    torch.save({"state_dict": state, "epoch": 3}, tmp_path / "d.ckpt")
    torch.save(state, tmp_path / "e.pth", _use_new_zipfile_serialization=False)
    expected = adapt(model, latent=10).decode(np.ones((1, 10), np.float32))
    for file in sorted(tmp_path.iterdir()):
        for build in (ToyVAE, ToyVAE(seed=9)):
            adapter = load(file, build=build, latent=10)
            found = adapter.decode(np.ones((1, 10), np.float32))
            np.testing.assert_allclose(found, expected, atol=1e-6)


def test_a_builder_given_as_a_module_is_left_as_it_was(tmp_path, model):
    save_file(model.state_dict(), tmp_path / "a.safetensors")
    build = ToyVAE(seed=9)
    before = build.decoder[0].weight.detach().clone()
    load(tmp_path / "a.safetensors", build=build, latent=10)
    assert torch.equal(build.decoder[0].weight, before)


def test_metadata_names_the_builder_and_its_options(tmp_path, model):
    about = {"hdvis.builder": "toy", "hdvis.options": json.dumps({"latent": 10})}
    save_file(model.state_dict(), tmp_path / "a.safetensors", metadata=about)
    adapter = load(tmp_path / "a.safetensors", builders={"toy": ToyVAE}, latent=10)
    assert adapter.name == "ToyVAE"
    with pytest.raises(ModelError, match="builder 'toy', expected one of: none") as caught:
        load(tmp_path / "a.safetensors")
    assert caught.value.code == "HDV-M7"


def test_torchscript_and_exported_programs_need_trust(tmp_path):
    net = nn.Sequential(nn.Linear(4, 16), nn.Sigmoid()).eval()
    torch.jit.trace(net, torch.zeros(2, 4)).save(tmp_path / "script.pt")
    batch = {0: torch.export.Dim("batch", min=1, max=64)}
    program = torch.export.export(net, (torch.zeros(2, 4),), dynamic_shapes=(batch,))
    torch.export.save(program, tmp_path / "program.pt2")
    z = np.ones((3, 4), np.float32)
    for file in ("script.pt", "program.pt2"):
        with pytest.raises(ModelError, match="trust=True in your own script") as caught:
            load(tmp_path / file, latent=4)
        assert caught.value.code == "HDV-M5"
        found = load(tmp_path / file, trust=True, latent=4).decode(z)
        np.testing.assert_allclose(found, net(torch.ones(3, 4)).detach().numpy(), atol=1e-6)


def test_a_whole_module_opens_with_trust(tmp_path, model):
    torch.save(model, tmp_path / "whole.pt")
    adapter = load(tmp_path / "whole.pt", trust=True, latent=10)
    assert adapter.output.shape == (1, 16, 16)


@pytest.mark.parametrize("batch", ["n", 2])
def test_onnx_decodes_with_a_free_or_a_fixed_batch(tmp_path, batch, rng):
    pytest.importorskip("onnxruntime")
    onnx = pytest.importorskip("onnx")
    helper, real = onnx.helper, onnx.TensorProto.FLOAT
    weight = rng.standard_normal((4, 48)).astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("MatMul", ["z", "weight"], ["flat"]),
            helper.make_node("Tanh", ["flat"], ["bent"]),
            helper.make_node("Reshape", ["bent", "shape"], ["y"]),
        ],
        "decoder",
        [helper.make_tensor_value_info("z", real, [batch, 4])],
        [helper.make_tensor_value_info("y", real, [batch, 3, 4, 4])],
        [
            onnx.numpy_helper.from_array(weight, "weight"),
            onnx.numpy_helper.from_array(np.array([-1, 3, 4, 4]), "shape"),
        ],
    )
    model = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])
    (tmp_path / "tiny.onnx").write_bytes(model.SerializeToString())
    adapter = adapt.load(tmp_path / "tiny.onnx", value_range=(-1.0, 1.0))
    assert adapter.name == "tiny"
    assert adapter.latent.shape == (4,)
    assert adapter.output.layout == "CHW"
    z = rng.standard_normal((5, 4)).astype(np.float32)
    np.testing.assert_allclose(
        adapter.decode(z), np.tanh(z @ weight).reshape(5, 3, 4, 4), atol=1e-5
    )


def test_pt_files_are_not_read_by_an_old_torch(tmp_path):
    for version in ("2.10.0", "2.13.0+cpu", "3.0"):
        check_torch_version(version, tmp_path / "a.pt")
    with pytest.raises(ModelError, match=r"expected 2\.10 or newer"):
        check_torch_version("2.9.1", tmp_path / "a.pt")


def test_weights_may_hold_the_harmless_extras_that_are_named(tmp_path, model):
    import argparse

    saved = {"state_dict": model.state_dict(), "args": argparse.Namespace(lr=0.1)}
    torch.save(saved, tmp_path / "a.ckpt")
    weights, _ = read_weights(tmp_path / "a.ckpt", allow=[argparse.Namespace])
    assert set(weights) == set(model.state_dict())
    with pytest.raises(ModelError, match="Anything else needs trust=True"):
        read_weights(tmp_path / "a.ckpt", allow=[eval])
