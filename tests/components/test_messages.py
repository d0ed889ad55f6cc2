"""What a part's script and its Python say of their messages agrees, and is what they send."""

import importlib
import re
from pathlib import Path
from typing import NotRequired, get_args, get_origin, get_type_hints

import pytest
from components.script_types import Messages, messages

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(
    script
    for folder in (ROOT / "hdvis", ROOT / "plugins")
    for script in folder.rglob("*.js")
    if "export function render" in script.read_text() and messages(script, "Sent")
)
UNREAD = {"nudge"}
"""Messages that are there to be sent, not to be read."""


def module_of(script: Path):
    """The Python module beside a script."""
    name = "pane_part" if script.stem == "pane" else script.stem
    folder = script.parent.relative_to(ROOT)
    parts = folder.parts[1:] if folder.parts[0] == "plugins" else folder.parts
    return importlib.import_module(".".join([*parts, name]))


def declared(union) -> Messages:
    """The fields of each message of a union of typed dictionaries, by type."""
    found: Messages = {}
    for kind in get_args(union) or (union,):
        hints = get_type_hints(kind, include_extras=True)
        fields = {n: get_origin(t) is not NotRequired for n, t in hints.items() if n != "type"}
        found |= dict.fromkeys(get_args(hints["type"]), fields)
    return found


def around(script: Path) -> str:
    """The Python of the package that a part belongs to, declarations of messages left out."""
    top = ROOT / script.relative_to(ROOT).parts[0]
    folder = top if top.name == "hdvis" else top / script.relative_to(top).parts[0]
    texts = [file.read_text() for file in folder.rglob("*.py")]
    base = (ROOT / "hdvis" / "components" / "plane_view.py").read_text()
    return base + "\n".join(text for text in texts if "(TypedDict)" not in text)


def named(script: Path) -> str:
    return f"{script.parent.name}/{script.stem}"


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_both_sides_declare_the_same_messages(script):
    module = module_of(script)
    assert declared(module.Sent) == messages(script, "Sent")
    heard = messages(script, "Heard")
    assert (declared(module.Heard) if hasattr(module, "Heard") else None) == heard


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_what_a_script_sends_is_read_and_what_it_hears_is_sent(script):
    python = around(script)
    unread = {kind for kind in messages(script, "Sent") if f'"{kind}"' not in python}
    assert unread <= UNREAD
    sent = set(re.findall(r"type=\"(\w+)\"", python))
    assert set(messages(script, "Heard") or {}) <= sent
