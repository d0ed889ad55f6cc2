"""The ways of running a decoder agree within a grey level, and the fastest is the one used."""

import time

import numpy as np
import pytest
import torch
from models.asking import asked
from models.toys import ToyVAE
from torch import nn

from hdvis.models import Engine, OutputSpec, adapt
from hdvis.models.engine.decode_variants import (
    DecodeVariant,
    DecodeVariants,
    has_bf16,
    onnx_installed,
)
from hdvis.models.engine.fold import fold_batch_norm, has_batch_norm
from hdvis.models.engine.measure import measure


def trained(seed: int = 0) -> ToyVAE:
    """A ToyVAE whose batch norms have seen something."""
    model = ToyVAE(seed=seed)
    for _ in range(3):
        model.decoder(torch.randn(32, 10))
    return model.eval()


def finish(steps):
    """Run a measurement to its end and give its answer."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def test_folding_batch_norms_changes_nothing_visible():
    model = trained()
    z = torch.randn(4, 10)
    expected = model.decoder(z).detach()
    folded = fold_batch_norm(model.decoder)
    assert not has_batch_norm(nn.Sequential(*[m for m in folded if not isinstance(m, nn.Identity)]))
    torch.testing.assert_close(folded(z), expected, atol=1e-5, rtol=1e-4)


def test_a_norm_that_follows_nothing_stays():
    stack = nn.Sequential(nn.BatchNorm1d(4), nn.Linear(4, 4), nn.ReLU(), nn.BatchNorm1d(4)).eval()
    fold_batch_norm(stack)
    assert [type(m).__name__ for m in stack] == ["BatchNorm1d", "Linear", "ReLU", "BatchNorm1d"]


def test_every_candidate_draws_the_same_picture():
    variants = DecodeVariants(adapt(trained(), latent=10), "cpu")
    assert set(variants.names) >= {"eager", "folded", "channels_last"}
    assert ("bf16" in variants.names) == has_bf16("cpu")
    z = torch.from_numpy(variants.adapter.latent.sample(8))
    with torch.inference_mode():
        expected = variants.eager.values(z)
        for name in variants.names:
            found = variants.get(name, 8).values(z)
            assert (found - expected).abs().max() < (0.02 if "bf16" in name else 1e-4), name


def test_the_fastest_within_a_grey_level_is_chosen():
    variants = DecodeVariants(adapt(trained(), latent=10), "cpu")
    eager = variants.eager

    def slow(z):
        time.sleep(0.03)
        return eager.once(z)

    def broken(z):
        raise RuntimeError("no such kernel")

    off = DecodeVariant("off", lambda z: eager.values(z) + 2 / 255, eager.once)
    made = {
        "eager": DecodeVariant("eager", eager.values, slow),
        "near": DecodeVariant("near", lambda z: eager.values(z) + 0.9 / 255, eager.once),
        "off": off,
        "broken": DecodeVariant("broken", broken, broken),
    }
    variants.names, variants._made = tuple(made), made
    variants.prepare_onnx = lambda: None
    table, best = finish(measure(variants, 4, []))
    rows = {row.variant: row for row in table}
    assert best is made["near"]
    assert rows["near"].chosen
    assert rows["near"].difference == pytest.approx(0.9, abs=0.01)
    assert rows["off"].note == "off by 2.0 grey levels"
    assert rows["broken"].note == "no such kernel"
    again, _ = finish(measure(variants, 4, table))
    assert [row.note for row in again if row.note] == [row.note for row in table if row.note]


def test_the_engine_measures_in_its_spare_time_and_uses_what_it_found(monkeypatch):
    monkeypatch.setattr(DecodeVariants, "prepare_onnx", lambda self: None)
    with Engine(adapt(trained(), latent=10), cache_bytes=0) as engine:
        z = engine.adapter.latent.sample(4)
        before = asked(engine, z)
        assert before.variant == "eager"
        end = time.monotonic() + 60
        while not engine.variants and time.monotonic() < end:
            time.sleep(0.02)
        (chosen,) = [row for row in engine.variants if row.chosen]
        after = asked(engine, z)
    assert chosen.bucket == 4
    assert after.variant == chosen.variant
    usable = [row.milliseconds for row in engine.variants if not row.note]
    assert chosen.milliseconds == min(usable)
    assert np.abs(after.pixels.astype(int) - before.pixels).max() <= 1


def test_a_part_that_cannot_be_copied_runs_as_it_is():
    model = trained()
    adapter = adapt(model, decode=lambda z: model.decoder(z), latent=10)
    assert DecodeVariants(adapter, "cpu").names == ("eager",)


@pytest.mark.skipif(not onnx_installed(), reason="onnx, onnxscript or onnxruntime is missing")
def test_the_exported_decoder_is_one_more_candidate():
    from hdvis.models.engine.onnx_export import exported

    adapter = adapt(trained(), latent=10)
    decode = exported(adapter, trained().decoder)
    for size in (1, 2, 5):
        z = torch.from_numpy(adapter.latent.sample(size))
        np.testing.assert_allclose(decode(z), adapter.decode(z.numpy()), atol=1e-4)


def test_outputs_that_are_no_pictures_are_measured_too():
    adapter = adapt(nn.Sequential(nn.Linear(4, 8), nn.Tanh()), output=OutputSpec("array"))
    variants = DecodeVariants(adapter, "cpu")
    variants.prepare_onnx = lambda: None
    table, best = finish(measure(variants, 2, []))
    assert {row.variant for row in table} == set(variants.names)
    assert best is not None
