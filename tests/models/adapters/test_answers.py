"""Every model that cannot be taken is answered in words, and every way out proposed works."""

import numpy as np
import pytest
import torch
from models.toys import ToyVAE, pictures
from torch import nn

from hdvis.errors import ModelError
from hdvis.models import FunctionAdapter, LatentModel, LatentSpec, OutputSpec, adapt


class Methods:
    """A model with encode and decode, which does not tell its width."""

    def encode(self, images):
        return np.asarray(images, np.float32).reshape(len(images), -1)[:, :10]

    def decode(self, z):
        return np.tile(z[:, :1], (1, 64)).reshape(-1, 8, 8)


class Gives(nn.Module):
    """Makes of its output what `change` says."""

    def __init__(self, change) -> None:
        super().__init__()
        self.layer, self.change = nn.Linear(4, 6), change

    def forward(self, z):
        return self.change(self.layer(z))


class Raises:
    """Raises as soon as anything is asked of it."""

    def __getattr__(self, name):
        raise ZeroDivisionError("not today")


class Latent(nn.Module):
    """Raises when its latent size is asked for."""

    @property
    def latent_dim(self):
        raise RuntimeError("no such size")

    def forward(self, z):
        return z


def refusal(*args, **hints) -> str:
    with pytest.raises(ModelError) as caught:
        adapt(*args, **hints)
    assert "Traceback" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("latent", [-1, 0, "four", 2.5, (3, 0), (), [2, "x"], True, 10**10])
def test_a_latent_size_that_is_none_is_refused(latent):
    text = refusal(np.copy, latent=latent)
    assert "latent: got" in text
    assert "whole number" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda y: y.to(torch.complex64), "complex"),
        (lambda y: torch.nested.nested_tensor([row[:3] for row in y]), "nested"),
        (lambda y: y > 0, None),
        (lambda y: torch.quantize_per_tensor(y, 0.1, 0, torch.qint8), None),
        (lambda y: y.to_sparse(), None),
    ],
)
def test_kinds_of_tensors_are_taken_or_refused_by_name(change, said):
    if said is None:
        assert adapt(Gives(change), latent=4).decode(np.ones((2, 4), np.float32)).shape == (2, 6)
    else:
        assert said in refusal(Gives(change), latent=4)


def test_numpy_outputs_that_are_no_real_numbers_are_refused():
    assert "complex" in refusal(lambda z: z * 1j, latent=2)
    assert "expected numbers" in refusal(lambda z: z.astype(str), latent=2)
    assert "expected numbers" in refusal(lambda z: [[1], [2, 3]], latent=2)


def test_a_model_that_raises_while_it_is_attached_is_named():
    text = refusal(Raises())
    assert "Raises raised ZeroDivisionError: not today" in text
    text = refusal(Latent())
    assert "Latent raised RuntimeError: no such size" in text


def test_an_adapter_of_a_plugin_that_raises_is_named():
    def attempt(model):
        raise ValueError("no idea")

    with pytest.raises(ModelError, match="raised ValueError: no idea"):
        adapt(ToyVAE(), adapters=[attempt])


@pytest.mark.parametrize("model", [Methods(), nn.Sequential(nn.ReLU(), nn.Linear(10, 4)), np.copy])
def test_the_width_of_the_vectors_is_the_latent_size_where_the_model_tells_none(model):
    vectors = np.random.default_rng(0).normal(size=(50, 10)).astype(np.float32)
    assert LatentModel.attach(model, vectors=vectors).latent.shape == (10,)


def test_a_model_that_tells_its_width_is_believed():
    vectors = np.zeros((50, 7), np.float32)
    with pytest.raises(ModelError, match="decoder takes 10, data has 7"):
        LatentModel.attach(ToyVAE(), vectors=vectors)


# -- what is proposed ---------------------------------------------------------------------------


def proposals(text: str) -> str:
    """What a message says to do: all after the last statement of what is wrong."""
    return text.split(". ", 1)[1]


PROPOSED = {
    "latent=10": (lambda: (Methods(),), {}, {"latent": 10}),
    "pick=…": (lambda: (nn.LSTM(3, 4),), {"latent": 3}, {"latent": 3, "pick": 0}),
    "decode=… and latent=…": (lambda: (3,), {}, {"decode": np.copy, "latent": 2}),
    "pick=": (
        lambda: (Gives(lambda y: {"image": y, "extra": y}),),
        {"latent": 4},
        {"latent": 4, "pick": "image"},
    ),
    "encode=None": (
        lambda: (ToyVAE(),),
        {"latent": 10, "input_shape": (3, 3)},
        {"latent": 10, "encode": None},
    ),
    "input_shape=…": (
        lambda: (ToyVAE(),),
        {"latent": 10, "input_shape": (3, 3)},
        {"latent": 10, "input_shape": (1, 16, 16)},
    ),
    'split="halves"': (
        lambda: (ToyVAE(),),
        {"latent": 10, "split": "mean"},
        {"latent": 10, "split": "halves"},
    ),
    "output=OutputSpec(…)": (
        lambda: (nn.Sequential(nn.Linear(4, 80), nn.Unflatten(1, (5, 4, 4))),),
        {"output": OutputSpec("image", (5, 4, 4), (0, 1))},
        {"output": OutputSpec("array")},
    ),
}


@pytest.mark.parametrize("proposed", PROPOSED)
def test_what_a_refusal_proposes_helps(proposed):
    make, wrong, right = PROPOSED[proposed]
    assert proposed in refusal(*make(), **wrong)
    assert adapt(*make(), **right).latent.size > 0


def test_what_a_warning_proposes_helps():
    bright = nn.Sequential(nn.Linear(4, 64), nn.Unflatten(1, (1, 8, 8)))
    nn.init.constant_(bright[0].bias, 5.0)
    told = adapt(bright, value_range=(0.0, 1.0)).warnings
    assert any("logits=True or value_range=…" in warning for warning in told)
    assert not adapt(bright, logits=True).warnings
    assert not adapt(bright, value_range=(0.0, 10.0)).warnings


def test_functions_may_encode_as_well():
    adapter = FunctionAdapter(
        lambda z: np.tile(z, 2), LatentSpec((2,)), OutputSpec("array", (4,)),
        encode=lambda x: (x[:, :2], x[:, 2:]), input_shape=(4,),
    )  # fmt: skip
    assert "encode" in adapter.capabilities
    found = adapter.encode(np.arange(8, dtype=np.float32).reshape(2, 4))
    assert found.mean.tolist() == [[0, 1], [4, 5]]
    assert found.logvar.tolist() == [[2, 3], [6, 7]]
    bare = FunctionAdapter(np.copy, LatentSpec((2,)), OutputSpec("array", (2,)))
    assert "encode" not in bare.capabilities
    assert "no encoder" in bare.why_not("encode")
    assert adapt(Methods(), latent=10).encode(pictures(3)[:, :8, :8]).mean.shape == (3, 10)
