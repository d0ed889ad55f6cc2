"""Decoding on a graphics card: the pictures of the processor, by graphs, within its memory."""

import time

import numpy as np
import pytest
import torch
from models.asking import asked
from models.toys import ToyVAE
from torch import nn

from hdvis.models import Engine, LatentModel, adapt
from hdvis.models.engine.decode_variants import DecodeVariants
from hdvis.models.engine.measure import measure

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")


def trained(seed: int = 0) -> ToyVAE:
    model = ToyVAE(seed=seed)
    for _ in range(3):
        model.decoder(torch.randn(32, 10))
    return model.eval()


def decoded(device, z, **options):
    with Engine(adapt(trained(), latent=10), device=device, timeout=60, **options) as engine:
        assert engine.backend.device == device
        return LatentModel(engine, own=False).render(z)


def on_card():
    adapter = adapt(trained(), latent=10)
    adapter.to("cuda")
    return DecodeVariants(adapter, "cuda")


def settle(engine, batch, seconds=60):
    """Ask until the bucket's variants have been measured."""
    end = time.monotonic() + seconds
    while not [row for row in engine.variants if row.chosen] and time.monotonic() < end:
        asked(engine, engine.adapter.latent.sample(batch, seed=1))
        time.sleep(0.3)
    assert [row for row in engine.variants if row.chosen]


@pytest.mark.parametrize("size", [1, 8, 42, 64, 100])
def test_pictures_are_those_of_the_processor(size):
    z = np.random.default_rng(size).normal(size=(size, 10)).astype(np.float32)
    apart = decoded("cuda", z).astype(int) - decoded("cpu", z)
    assert np.abs(apart).max() <= 1


def test_every_candidate_draws_the_same_picture_again_and_again():
    variants = on_card()
    assert {"graph", "graph, folded", "graph, bf16 channels_last"} <= set(variants.names)
    draw = np.random.default_rng(0)
    with torch.inference_mode():
        for name in variants.names:
            variant = variants.get(name, 8)
            for _ in range(3):  # a graph reads its input anew
                z = torch.from_numpy(draw.normal(size=(8, 10)).astype(np.float32)).cuda()
                apart = (variant.values(z) - variants.eager.values(z)).abs().max()
                assert apart < (0.02 if "bf16" in name else 1e-3), name


def test_a_graph_is_chosen_and_answers_like_the_processor():
    z = np.random.default_rng(5).normal(size=(3, 10)).astype(np.float32)
    with Engine(adapt(trained(), latent=10), device="cuda", timeout=60, cache_bytes=0) as engine:
        settle(engine, 3)
        assert {row.device for row in engine.variants} == {"cuda"}
        (chosen,) = [row.variant for row in engine.variants if row.chosen]
        assert chosen.startswith("graph")
        assert not [row.note for row in engine.variants if "off by" not in row.note and row.note]
        found = asked(engine, z)
    assert found.variant == chosen
    assert np.abs(found.pixels.astype(int) - decoded("cpu", z)).max() <= 1


def test_deterministic_pictures_do_not_depend_on_their_company():
    z = np.random.default_rng(6).normal(size=(20, 10)).astype(np.float32)
    alone = [decoded("cuda", z[i : i + 1], deterministic=True)[0] for i in range(3)]
    together = decoded("cuda", z, deterministic=True)
    np.testing.assert_array_equal(np.stack(alone), together[:3])


class Wide(nn.Module):
    """Needs about 300 MB for each latent, and gives small pictures."""

    def __init__(self):
        super().__init__()
        self.line = nn.Linear(4, 64)

    def forward(self, z):
        large = self.line(z)[:, :, None].expand(-1, -1, 1_200_000) * 1.0
        return torch.sigmoid(large[:, :, 0] + 0 * large[:, :, -1]).reshape(-1, 1, 8, 8)


def test_a_batch_that_does_not_fit_is_halved():
    total = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.set_per_process_memory_fraction(3e9 / total)
    try:
        torch.manual_seed(0)
        model = Wide().eval()
        z = np.random.default_rng(7).normal(size=(32, 4)).astype(np.float32)
        with Engine(adapt(model, latent=4), device="cuda", timeout=60, explore=False) as engine:
            found = asked(engine, z)
            assert engine.backend.device == "cuda"
            assert engine.ceiling.batch < 32
        expected = torch.sigmoid(model.line.cpu()(torch.from_numpy(z))).reshape(-1, 8, 8, 1)
        expected = (expected.detach() * 255).round().numpy()
        assert np.abs(found.pixels.astype(int) - expected).max() <= 1
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
        torch.cuda.empty_cache()


def test_the_picture_of_a_broken_latent_is_marked():
    z = np.zeros((2, 10), np.float32)
    z[1] = 3e38
    with Engine(adapt(nn.Linear(10, 5), latent=10), device="cuda", timeout=60) as engine:
        engine.adapter.part.root.weight.data.fill_(10.0)
        found = engine.submit("a", z).result(60)
    assert found.greyed.tolist() == [False, True]


def test_measuring_leaves_the_chosen_graph_usable_for_many_sizes():
    variants = on_card()
    for bucket in (1, 4, 64):
        steps = measure(variants, bucket, [])
        while True:
            try:
                next(steps)
            except StopIteration as end:
                table, best = end.value
                break
        assert best is not None
        assert [row for row in table if row.chosen]


def test_images_are_encoded_on_the_card():
    images = np.random.default_rng(8).random((70, 16, 16)).astype(np.float32)
    means = []
    for device in ("cuda", "cpu"):
        with Engine(adapt(trained(), latent=10), device=device, timeout=60) as engine:
            means.append(LatentModel(engine).read(images))
    np.testing.assert_allclose(means[0], means[1], atol=1e-3)
