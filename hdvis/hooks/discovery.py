"""Find the plugins that are installed: entry points of the group "hdvis", in a fixed order."""

from __future__ import annotations

import importlib.metadata
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

GROUP = "hdvis"
OWN = "hdvis"
LOCAL = "local"
VARIABLE = "HDVIS_PLUGINS"


class EntryPoint(Protocol):
    """What is asked of an entry point; `importlib.metadata.EntryPoint` has it all."""

    @property
    def name(self) -> str:
        """The name left of the equals sign."""

    @property
    def dist(self) -> Any:
        """The distribution, with `name` and `version`; may be None."""

    def load(self) -> Any:
        """Import what the entry point names."""


@dataclass(frozen=True)
class Source:
    """Where a plugin comes from. Its `name` is the entry point's; one plugin has it at a time."""

    name: str
    distribution: str
    version: str = ""

    @property
    def builtin(self) -> bool:
        """Whether hdvis itself ships it."""
        return self.distribution == OWN


def installed() -> list[EntryPoint]:
    """Entry points of every installed distribution in the group "hdvis"."""
    return list(importlib.metadata.entry_points(group=GROUP))


def source_of(entry_point: EntryPoint) -> Source:
    """Where `entry_point` comes from, with the distribution's name in its canonical spelling."""
    try:
        dist = entry_point.dist
        name, version = canonical(dist.name), str(dist.version or "")
    except Exception:  # metadata that is missing or half removed
        name, version = "unknown", ""
    return Source(str(entry_point.name), name, version)


def canonical(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def in_order(entry_points: Iterable[EntryPoint]) -> list[tuple[Source, EntryPoint]]:
    """hdvis's own first, then by distribution and entry point."""
    pairs = [(source_of(entry_point), entry_point) for entry_point in entry_points]
    return sorted(pairs, key=lambda p: (not p[0].builtin, p[0].distribution, p[0].name))


def wanted_names(environ: Mapping[str, str] | None = None) -> tuple[str, ...] | None:
    """Third-party plugins that HDVIS_PLUGINS allows: None is all, () is none."""
    text = (os.environ if environ is None else environ).get(VARIABLE, "").strip()
    if not text or text.lower() == "all":
        return None
    if text.lower() == "none":
        return ()
    return tuple(part.strip() for part in text.split(",") if part.strip())


def is_wanted(source: Source, only: Iterable[str] | None) -> bool:
    """Whether `source` passes the limit; hdvis's own plugins always do."""
    if only is None or source.builtin:
        return True
    return any(name == source.name or canonical(name) == source.distribution for name in only)
