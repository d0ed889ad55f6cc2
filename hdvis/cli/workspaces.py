"""`hdvis workspaces`: the work that is kept, listed, opened, renamed and deleted."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from hdvis.data.limits import size
from hdvis.errors import HdvisError, shorten
from hdvis.workspace import Kept, kept_workspaces, state_folder


def run(asked: Namespace) -> int:
    """Do what was asked for with the workspaces of this user."""
    if asked.action == "list":
        print(_table(kept_workspaces()))
        return 0
    kept = _found(asked.id)
    match asked.action:
        case "open":
            return _opened(kept)
        case "rename":
            if not asked.name:
                raise HdvisError("workspaces: got no name, expected one after the id")
            kept.rename(asked.name)
        case "delete":
            if kept.busy:
                raise HdvisError(f"workspaces: {kept.id[:8]} is open. Close its page first")
            kept.delete()
    return 0


def _opened(kept: Kept) -> int:
    """Show the file that the work was done on, until Ctrl-C."""
    from hdvis.app import Visualizer

    if not kept.source or not Path(kept.source).exists():
        raise HdvisError(
            f"workspaces: {kept.id[:8]} was made on {kept.name or 'data'} from a program, or its "
            "file is gone. Open the same data: the work is found by the rows"
        )
    Visualizer(dataset=kept.source).show(block=True)
    return 0


def _found(beginning: str) -> Kept:
    known = kept_workspaces()
    found = [kept for kept in known if beginning and kept.id.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    what = "several begin so" if found else "there is none"
    raise HdvisError(
        f"workspaces: got {shorten(beginning, 40) or 'no id'}, expected the beginning of one id; "
        f"{what}. `hdvis workspaces` lists them"
    )


def _table(known: list[Kept]) -> str:
    if not known:
        return f"no work is kept in {state_folder()}"
    rows = [(kept.id[:8], _when(kept.used), size(kept.size), _what(kept)) for kept in known]
    return "\n".join(f"{id}  {when}  {space:>8}  {what}" for id, when, space, what in rows)


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")


def _what(kept: Kept) -> str:
    name = shorten(kept.name or "unnamed", 60)
    return f"{name}  {kept.source}" if kept.source else name
