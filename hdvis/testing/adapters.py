"""`check_adapter`: a model adapter decodes faithfully, and fails in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from hdvis.errors import ModelError
from hdvis.models import check_latents, validate
from hdvis.testing.report import Check, expect, run_checks
from hdvis.testing.side_effects import leaving_globals_alone


def check_adapter(adapter: Any, *, expected_failures: Mapping[str, str] | None = None) -> None:
    """Try a `ModelAdapter`: batches, repeats, foreign latents, and what it changes on the side.

    Raises `ChecksFailed`.
    """
    name = str(getattr(adapter, "name", type(adapter).__name__))
    run_checks(name, adapter_checks(adapter), expected_failures)


def adapter_checks(adapter: Any) -> list[Check]:
    """The named checks of `check_adapter`, for a parametrised test."""
    return [(check.__name__, partial(check, adapter)) for check in CHECKS]


def passes_validation(adapter: Any) -> None:
    """M8, M10: one latent and two decode to the shape that `output` says, within its range."""
    warnings = validate(adapter)
    expect(not warnings, "; ".join(warnings))


def decodes_any_batch_alike(adapter: Any) -> None:
    """A latent decodes to the same output whatever stands beside it."""
    z = adapter.latent.sample(5, seed=3)
    whole = adapter.decode(z.copy())
    single = np.concatenate([adapter.decode(z[i : i + 1].copy()) for i in range(5)])
    close = np.allclose(whole, single, rtol=1e-3, atol=1e-4, equal_nan=True)
    expect(close, "a latent decodes differently alone and in a batch; is it in train mode?")


def decodes_the_same_twice(adapter: Any) -> None:
    """M15, M18: no dropout, no hidden generator."""
    z = adapter.latent.sample(3, seed=4)
    same = np.array_equal(adapter.decode(z.copy()), adapter.decode(z.copy()), equal_nan=True)
    expect(same, "the same latent gave two different outputs")


def leaves_its_input_alone(adapter: Any) -> None:
    """M18: latents come back as they went in."""
    z = adapter.latent.sample(3, seed=5)
    given = z.copy()
    adapter.decode(given)
    expect(np.array_equal(z, given), "decode changed its input; copy it first")


def gives_arrays_of_its_own(adapter: Any) -> None:
    """An output is not overwritten by the next one."""
    first = adapter.decode(adapter.latent.sample(2, seed=6))
    kept = first.copy()
    adapter.decode(adapter.latent.sample(2, seed=7))
    expect(np.array_equal(first, kept, equal_nan=True), "an output changed when the next was made")


def refuses_another_width(adapter: Any) -> None:
    """M8: vectors that are too wide are refused in words."""
    vectors = np.zeros((4, adapter.latent.size + 1), np.float32)
    try:
        check_latents(adapter, vectors)
    except ModelError as error:
        expect(str(adapter.latent.size) in str(error), f"the error does not say the width: {error}")
        return
    raise AssertionError("took vectors of another width")


def survives_far_latents(adapter: Any) -> None:
    """M9: latents far out may give odd pictures, but they give pictures."""
    z = 50 * adapter.latent.sample(2, seed=8)
    y = adapter.decode(z)
    expect(len(y) == 2, f"gave {y.shape} for two latents")


def encodes_to_its_own_latents(adapter: Any) -> None:
    """The posterior of an output has the shape of a latent."""
    if "encode" not in adapter.capabilities:
        return
    from hdvis.models.pixels import display, model_inputs

    outputs = display(adapter.decode(adapter.latent.sample(2, seed=9)), adapter.output)
    shape = getattr(adapter, "input_shape", None)
    posterior = adapter.encode(model_inputs(outputs, adapter.output, shape))
    expected = (2, *adapter.latent.shape)
    expect(posterior.mean.shape == expected, f"gave {posterior.mean.shape}, expected {expected}")
    if posterior.logvar is not None:
        expect(posterior.logvar.shape == expected, f"logvar is {posterior.logvar.shape}")


def says_what_it_cannot_do(adapter: Any) -> None:
    """Each capability is there, or there is a sentence why it is not."""
    for capability in ("encode", "map", "layers", "gradients", "loss", "likelihood"):
        there = capability in adapter.capabilities
        expect(there or adapter.why_not(capability), f"no reason given for lacking {capability}")


def has_a_steady_fingerprint(adapter: Any) -> None:
    """The name of its content stays, or every cached picture would be lost."""
    first, second = adapter.fingerprint(), adapter.fingerprint()
    expect(isinstance(first, str) and first, "fingerprint() gave no text")
    expect(first == second, "fingerprint() changes from call to call")


def leaves_global_settings_alone(adapter: Any) -> None:
    """M19: seeds, default dtypes, warnings, the environment."""
    z = adapter.latent.sample(2, seed=10)
    adapter.decode(z.copy())  # libraries it imports may set things up once
    with leaving_globals_alone():
        adapter.decode(z)


CHECKS = (
    passes_validation,
    decodes_any_batch_alike,
    decodes_the_same_twice,
    leaves_its_input_alone,
    gives_arrays_of_its_own,
    refuses_another_width,
    survives_far_latents,
    encodes_to_its_own_latents,
    says_what_it_cannot_do,
    has_a_steady_fingerprint,
    leaves_global_settings_alone,
)
