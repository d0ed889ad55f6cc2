"""`check_adapter` passes a faithful adapter and names what a bad one does."""

import os

import numpy as np
import pytest

from hdvis.models import FunctionAdapter, LatentSpec, OutputSpec
from hdvis.testing import ChecksFailed, check_adapter

BASIS = np.random.default_rng(0).normal(size=(3, 16)).astype("f4")


def adapter(decode, kind=FunctionAdapter):
    return kind(decode, LatentSpec((3,)), OutputSpec("image", (1, 4, 4), (0.0, 1.0)), name="toy")


def plain(z):
    return (0.5 + 0.5 * np.tanh(z @ BASIS)).reshape(-1, 1, 4, 4)


def failures(faulty):
    with pytest.raises(ChecksFailed) as failed:
        check_adapter(faulty)
    return failed.value.failures


def test_a_faithful_adapter_passes():
    check_adapter(adapter(plain))


def test_a_hidden_generator_is_noticed():
    generator = np.random.default_rng(1)
    noisy = adapter(lambda z: np.clip(plain(z) + generator.normal(size=(len(z), 1, 4, 4)), 0, 1))
    assert "decodes_the_same_twice" in failures(noisy)


def test_statistics_of_the_batch_are_noticed():
    batchwise = adapter(lambda z: plain(z - z.mean(0)))
    assert "train mode" in failures(batchwise)["decodes_any_batch_alike"]


def test_a_changed_input_is_noticed():
    class Careless(FunctionAdapter):
        def decode(self, z):
            z *= 2
            return plain(z)

    assert "copy it first" in failures(adapter(plain, Careless))["leaves_its_input_alone"]


def test_a_buffer_given_twice_is_noticed():
    class Thrifty(FunctionAdapter):
        buffer = np.zeros((9, 1, 4, 4), np.float32)

        def decode(self, z):
            self.buffer[: len(z)] = plain(z)
            return self.buffer[: len(z)]

    assert "gives_arrays_of_its_own" in failures(adapter(plain, Thrifty))


def test_a_side_effect_is_named(monkeypatch):
    monkeypatch.setenv("HDVIS_TOY", "0")

    def loud(z):
        os.environ["HDVIS_TOY"] = str(int(os.environ["HDVIS_TOY"]) + 1)
        return plain(z)

    assert "environment" in failures(adapter(loud))["leaves_global_settings_alone"]


def test_a_wrong_shape_is_told_by_validation():
    wrong = adapter(lambda z: plain(z)[:, :, :3])
    assert "(1, 3, 4)" in failures(wrong)["passes_validation"]


def test_an_expected_failure_is_let_pass():
    class Careless(FunctionAdapter):
        def decode(self, z):
            z *= 2
            return plain(z)

    found = failures(adapter(plain, Careless))
    check_adapter(adapter(plain, Careless), expected_failures=dict.fromkeys(found, "known"))
