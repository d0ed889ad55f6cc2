"""The thirteen hooks are the public contract."""

import inspect

from hdvis.hooks import specs
from hdvis.hooks.loading import HOOKS


def test_there_are_thirteen_hooks_with_these_arguments():
    signatures = {name: list(inspect.signature(getattr(specs, name)).parameters) for name in HOOKS}
    assert signatures == {
        "hdvis_modules": [],
        "hdvis_reducers": [],
        "hdvis_clusterers": [],
        "hdvis_directions": [],
        "hdvis_similarities": [],
        "hdvis_slots": [],
        "hdvis_layouts": [],
        "hdvis_demos": [],
        "hdvis_commands": [],
        "hdvis_actions": [],
        "hdvis_read_dataset": ["path"],
        "hdvis_adapt_model": ["model"],
        "hdvis_session_opened": ["session"],
    }


def test_every_hook_says_what_it_is_for():
    assert all(inspect.getdoc(getattr(specs, name)) for name in HOOKS)
