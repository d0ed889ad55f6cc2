"""What the plugins offer, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from hdvis.errors import PluginError, shorten
from hdvis.hooks.discovery import canonical
from hdvis.hooks.manager import Manager, Plugin
from hdvis.hooks.names import did_you_mean, fold, nearest

if TYPE_CHECKING:
    from hdvis.state import Slot

T = TypeVar("T")


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One thing that a plugin offers under a name."""

    name: str
    value: T
    plugin: Plugin

    @property
    def id(self) -> str:
        """The name that no other distribution can have: `distribution:name`."""
        return f"{self.plugin.distribution}:{self.name}"


class Registry(Mapping[str, T]):
    """Offers of one kind, found by name in any spelling or by `distribution:name`.

    A bare name stands for hdvis's own offer, else for the only one of that name; if several
    plugins have it, only their ids are found. Iterating gives the shortest name of each offer.
    """

    def __init__(self, offers: list[Entry[T]]) -> None:
        self._offers = tuple(offers)
        self._by_id = {_id_key(offer.id): offer for offer in offers}
        self._by_name: dict[str, list[Entry[T]]] = {}
        for offer in offers:
            self._by_name.setdefault(fold(offer.name), []).append(offer)

    @property
    def offers(self) -> tuple[Entry[T], ...]:
        """All offers in the order of their plugins."""
        return self._offers

    def find(self, name: str) -> Entry[T] | None:
        """The offer that `name` stands for, or None."""
        if offer := self._by_id.get(_id_key(name)):
            return offer
        same = self._by_name.get(fold(name), [])
        own = [offer for offer in same if offer.plugin.builtin]
        if own:
            return own[0]
        return same[0] if len(same) == 1 else None

    def rivals(self, name: str) -> tuple[str, ...]:
        """Ids of the offers that share the bare `name`, when there are several."""
        same = self._by_name.get(fold(name), [])
        return tuple(offer.id for offer in same) if len(same) > 1 else ()

    def nearest(self, name: str, count: int = 1) -> list[str]:
        """Names that look like `name`, the likeliest first."""
        return nearest(name, self, count)

    def missing(self, kind: str, name: str) -> str:
        """The message for a `name` that is not found: `no reducer named "UMPA"; did you…`."""
        if rivals := self.rivals(name):
            return f'several plugins offer a {kind} named "{shorten(name)}": {", ".join(rivals)}'
        return f'no {kind} named "{shorten(name)}"{did_you_mean(name, self)}'

    def require(self, kind: str, name: str) -> T:
        """The value that `name` stands for. Raises PluginError naming the nearest one."""
        offer = self.find(name)
        if offer is None:
            raise PluginError(self.missing(kind, name), code="HDV-G6")
        return offer.value

    def __getitem__(self, name: str) -> T:
        offer = self.find(name) if isinstance(name, str) else None
        if offer is None:
            raise KeyError(name)
        return offer.value

    def __iter__(self) -> Iterator[str]:
        for offer in self._offers:
            yield offer.name if self.find(offer.name) is offer else offer.id

    def __len__(self) -> int:
        return len(self._offers)


@dataclass(frozen=True)
class Catalog:
    """Everything that the plugins of one manager offer."""

    modules: Registry[type[Any]]
    reducers: Registry[Callable[..., Any]]
    clusterers: Registry[Callable[..., Any]]
    directions: Registry[Callable[..., Any]]
    similarities: Registry[Callable[..., Any]]
    slots: Mapping[str, Slot]
    layouts: Registry[Path]
    demos: Registry[Callable[[], Mapping[str, Any]]]
    commands: Registry[Callable[[list[str]], int]]
    actions: Registry[Callable[[Any], None]]
    manager: Manager

    @classmethod
    def of(cls, manager: Manager) -> Catalog:
        """Ask every plugin of `manager` once."""
        return cls(
            modules=_modules(manager),
            reducers=_registry(manager, "hdvis_reducers"),
            clusterers=_registry(manager, "hdvis_clusterers"),
            directions=_registry(manager, "hdvis_directions"),
            similarities=_registry(manager, "hdvis_similarities"),
            slots=_slots(manager),
            layouts=_registry(manager, "hdvis_layouts"),
            demos=_registry(manager, "hdvis_demos"),
            commands=_registry(manager, "hdvis_commands"),
            actions=_registry(manager, "hdvis_actions"),
            manager=manager,
        )

    @property
    def readers(self) -> tuple[Plugin, ...]:
        """Plugins that read data sets."""
        return tuple(p for p in self.manager.plugins if "hdvis_read_dataset" in p.hooks)

    @property
    def adapters(self) -> tuple[Plugin, ...]:
        """Plugins that adapt models."""
        return tuple(p for p in self.manager.plugins if "hdvis_adapt_model" in p.hooks)

    def read_dataset(self, path: Path) -> Any | None:
        """The data set that the first plugin able to reads at `path`, or None."""
        return self.manager.first("hdvis_read_dataset", path=Path(path))

    def adapt_model(self, model: object) -> Any | None:
        """The adapter that the first plugin able to makes for `model`, or None."""
        return self.manager.first("hdvis_adapt_model", model=model)


def _modules(manager: Manager) -> Registry[type[Any]]:
    offers = [
        Entry(cls.title, cls, plugin)
        for plugin, classes in manager.call("hdvis_modules")
        for cls in classes
    ]
    return Registry(_distinct(manager, "hdvis_modules", offers))


def _registry(manager: Manager, hook: str) -> Registry[Any]:
    offers = [
        Entry(name, Path(value) if hook == "hdvis_layouts" else value, plugin)
        for plugin, values in manager.call(hook)
        for name, value in values.items()
    ]
    return Registry(_distinct(manager, hook, offers))


def _slots(manager: Manager) -> Mapping[str, Slot]:
    """Slots are attributes of one state: the first plugin to name one has it, the core before."""
    answers = manager.call("hdvis_slots")
    if not answers:
        return {}
    from hdvis.state import CORE_SLOTS, Slot

    kept: dict[str, Slot] = {}
    holders: dict[str, str] = dict.fromkeys(CORE_SLOTS, "hdvis")
    for plugin, slots in answers:
        for name, given in slots.items():
            if name in holders:
                message = f"the slot {name} is {holders[name]}'s; left out here"
                manager.note(plugin, message, code="HDV-G5", hook="hdvis_slots")
                continue
            kept[name] = given if isinstance(given, Slot) else Slot.of(given)
            holders[name] = plugin.distribution
    return kept


def _distinct(manager: Manager, hook: str, offers: list[Entry[T]]) -> list[Entry[T]]:
    """Offers with ids of their own; a name that two plugins share is listed with both."""
    kept: dict[str, Entry[T]] = {}
    first: dict[str, Entry[T]] = {}
    for offer in offers:
        if _id_key(offer.id) in kept:
            message = f"{offer.id} is offered twice; the second is left out"
            manager.note(offer.plugin, message, code="HDV-G6", hook=hook)
            continue
        kept[_id_key(offer.id)] = offer
        holder = first.setdefault(fold(offer.name), offer)
        if holder is not offer:
            manager.note(offer.plugin, _shared(holder, offer), code="HDV-G6", hook=hook)
    return list(kept.values())


def _shared(holder: Entry[T], offer: Entry[T]) -> str:
    if holder.plugin.builtin:
        return f'"{shorten(offer.name)}" stays {holder.id}; write {offer.id} for this one'
    return f'"{shorten(offer.name)}" is both {holder.id} and {offer.id}; write one of these'


def _id_key(name: str) -> str:
    distribution, colon, rest = name.partition(":")
    return f"{canonical(distribution)}:{fold(rest)}" if colon else ""
