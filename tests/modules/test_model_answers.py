"""Views decode and encode on the document thread, and never lose a picture to a failure."""

import numpy as np
from modules.probe import make

from hdvis.models import Engine, FunctionAdapter, LatentModel, LatentSpec, OutputSpec
from hdvis.models.adapters.adapt import adapt


def unsteady() -> LatentModel:
    """Pictures 2×2 with the latent's value; NaN above 5, an exception above 8."""

    def decode(z):
        if (z > 8).any():
            raise ValueError("far away")
        y = np.repeat(z[:, :1] / 10, 4, axis=1).reshape(-1, 2, 2)
        y[z[:, 0] > 5] = np.nan
        return y

    output = OutputSpec("image", (2, 2), (0.0, 1.0), "HW")
    return LatentModel(Engine(FunctionAdapter(decode, LatentSpec((1,)), output, version="1")))


def answers(*batches):
    """What a view was given for each of `batches`."""
    probe, shown = make(), []
    probe.state.model = unsteady()
    for batch in batches:
        probe.decode(batch, then=shown.append, key="slot")
    return shown


def test_non_finite_and_failed_decodes_keep_the_last_good_picture_greyed():
    good, nan, raised, back = answers([[2.0], [3.0]], [[6.0], [4.0]], [[9.0]] * 2, [[1.0]] * 2)
    assert good.good
    assert good.pixels[:, 0, 0, 0].tolist() == [51, 76]
    assert nan.greyed.tolist() == [True, False]
    assert nan.pixels[:, 0, 0, 0].tolist() == [51, 102]
    assert nan.message == "HDV-M9: 50% non-finite"
    assert raised.greyed.all()
    assert raised.pixels[:, 0, 0, 0].tolist() == [51, 76]
    assert "HDV-M11" in raised.message
    assert "far away" in raised.message
    assert back.good


def test_places_have_pictures_of_their_own():
    probe, shown = make(), []
    probe.state.model = unsteady()
    probe.decode([[2.0]], then=shown.append, key="one")
    probe.decode([[9.0]], then=shown.append, key="other")
    assert shown[1].pixels is None


def test_what_a_view_does_with_an_answer_fails_only_the_view():
    probe = make()
    probe.state.model = unsteady()
    probe.decode([[1.0]], then=lambda result: 1 / 0)
    assert "ZeroDivisionError" in probe.failure.message


def test_an_encoder_that_fails_does_not_fail_the_view():
    probe, told = make(), []
    adapter = adapt(decode=np.copy, latent=2, encode=np.copy, input_shape=(2,))
    adapter._encode = lambda x: 1 / 0
    probe.state.model = LatentModel(Engine(adapter))
    probe.encode(np.zeros((1, 2), np.float32), then=told.append)
    assert "ZeroDivisionError" in str(told[0].error)
    assert probe.failure is None
