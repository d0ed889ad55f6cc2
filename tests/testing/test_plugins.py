"""`check_plugin` tries each hook and everything that is offered."""

import numpy as np
import pytest
from hooks.toys import plugin
from sklearn.cluster import KMeans

from hdvis import Module
from hdvis.testing import ChecksFailed, check_plugin


class Word(Module):
    """One word."""

    title = "Word"
    needs = ()

    def __panel__(self):
        return "word"


class OneShort:
    """A reducer that loses a row."""

    def fit_transform(self, vectors):
        return vectors[1:, :2]


def failures(made):
    with pytest.raises(ChecksFailed) as failed:
        check_plugin(made)
    return failed.value.failures


def test_a_good_plugin_passes():
    check_plugin(
        plugin(
            hdvis_modules=lambda: [Word],
            hdvis_clusterers=lambda: {"k-means": lambda: KMeans(2, n_init=1, random_state=0)},
            hdvis_similarities=lambda: {"dot": lambda a, b: a @ b.T},
        )
    )


def test_what_a_hook_should_not_return_is_told():
    assert "got a str" in failures(plugin(hdvis_modules=lambda: "Word"))["hooks_fit"]


def test_a_misspelt_hook_is_told():
    assert "did you mean" in failures(plugin(hdvis_modulez=list))["hooks_fit"]


def test_a_reducer_that_loses_rows_is_told():
    found = failures(plugin(hdvis_reducers=lambda: {"short": OneShort}))
    assert "short: gave (59, 2)" in found["reducers_place_rows"]


def test_a_failing_view_is_named_with_its_check():
    class Broken(Word):
        def __panel__(self):
            return str(np.empty(0).max())

    assert "Word: draws_ordinary_data" in failures(plugin(hdvis_modules=lambda: [Broken]))


def test_a_session_that_cannot_open_is_told():
    def opened(session):
        raise ValueError("not today")

    found = failures(plugin(hdvis_session_opened=opened))
    assert "not today" in found["a_session_can_open"]


def test_a_plugin_that_adapts_the_models_of_others_is_told():
    from hdvis.models import adapt

    taken = failures(plugin(hdvis_adapt_model=lambda model: adapt(np.copy, latent=2)))
    assert "took None for one of its own" in taken["models_of_others_are_left_alone"]

    def raises(model):
        return model.decode

    assert (
        "AttributeError"
        in failures(plugin(hdvis_adapt_model=raises))["models_of_others_are_left_alone"]
    )


def test_what_a_plugin_makes_of_its_own_models_is_tried():
    from hdvis.models import adapt

    class Mine:
        pass

    def good(model):
        return adapt(np.copy, latent=2, version="1") if isinstance(model, Mine) else None

    def text(model):
        return "adapter" if isinstance(model, Mine) else None

    check_plugin(plugin(hdvis_adapt_model=good), models=[Mine()])
    with pytest.raises(ChecksFailed) as failed:
        check_plugin(plugin(hdvis_adapt_model=text), models=[Mine()])
    assert failed.value.failures
