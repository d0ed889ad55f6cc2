"""Several models on the table: by name, each with its space, and the stages of their trainings."""

import threading
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cachetools import LRUCache

from hdvis.errors import ModelError, shorten
from hdvis.models.adapters.series import CheckpointSeries
from hdvis.models.engine.engine import Engine
from hdvis.models.latent_model import LatentModel
from hdvis.models.spec import Array

RESIDENT = 6
Key = tuple[str, Hashable]


@dataclass(frozen=True, eq=False)
class ModelEntry:
    """One model as it was given, the vectors (n, d) it decodes, and its training's stages."""

    model: LatentModel
    vectors: Array | None = None
    stages: CheckpointSeries | None = None


@dataclass(frozen=True, eq=False)
class Resident:
    """The stages in memory, the least recently used left first; shared by tables that follow."""

    models: LRUCache[Key, LatentModel] = field(default_factory=lambda: LRUCache(RESIDENT))
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, eq=False)
class ModelTable(Mapping[str, LatentModel]):
    """What the slot `models` holds: a value that is replaced whole when a model joins or leaves.

    All engines of one device share its thread. A stage is made when it is first asked for; at most
    six stages stay in memory, and one that a view still holds outlives its leaving.
    """

    entries: Mapping[str, ModelEntry] = field(default_factory=dict)
    resident: Resident = field(default_factory=Resident)

    def __getitem__(self, name: str) -> LatentModel:
        if name not in self.entries:
            known = ", ".join(map(repr, self.entries)) or "none yet"
            raise ModelError(
                f"models: got {shorten(name)!r}, expected one of {known}. Add it with add_model",
                code="HDV-M7",
            )
        return self.entries[name].model

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, name: object) -> bool:
        return name in self.entries

    def with_model(
        self, name: str, model: LatentModel, *, vectors: Array | None = None
    ) -> "ModelTable":
        """With one more; another of the same name is replaced where it stands.

        Raises `ModelError` for a name that is empty.
        """
        if not isinstance(name, str) or not name.strip():
            raise ModelError(f"models: got the name {name!r}, expected a text such as 'vae'")
        entry = ModelEntry(model, vectors, model.adapter.stages())
        self._forget(name)
        return replace(self, entries={**self.entries, name: entry})

    def without(self, name: str) -> "ModelTable":
        """Without a model and its stages; it is closed."""
        self[name].close()
        self._forget(name)
        return replace(self, entries={k: v for k, v in self.entries.items() if k != name})

    def joined(self, other: "ModelTable") -> "ModelTable":
        """This table with the models of `other` added or in place of its own."""
        return replace(other, entries={**self.entries, **other.entries})

    def stages(self, name: str) -> tuple[Hashable, ...]:
        """The stages of a model's training, first to last; none for a model alone."""
        series = self.entries[name].stages if self[name] else None
        return () if series is None else series.stages

    def at(self, name: str, stage: Hashable) -> LatentModel:
        """The model as it was at a stage, in the same space and on the same device.

        Not for the document thread where it has to be read. Raises `ModelError` for a stage that
        is not there.
        """
        entry, key = self.entries[name] if self[name] else None, (name, stage)
        with self.resident.lock:
            found = self.resident.models.get(key)
            if found is None:
                found = self.resident.models[key] = _made(name, entry, stage)
            return found

    def close(self) -> None:
        """Let all models go."""
        for entry in self.entries.values():
            entry.model.close()
        with self.resident.lock:
            self.resident.models.clear()

    def _forget(self, name: str) -> None:
        with self.resident.lock:
            for key in [key for key in self.resident.models if key[0] == name]:
                del self.resident.models[key]


def _made(name: str, entry: ModelEntry | None, stage: Hashable) -> LatentModel:
    if entry is None or entry.stages is None:
        raise ModelError(
            f"models: got stage {shorten(str(stage))!r} of {name!r}, which has no stages. Add the "
            "folder of its training, or a series of checkpoints",
            code="HDV-M7",
        )
    engine = Engine(entry.stages.adapter(stage), device=entry.model.engine.device)
    return LatentModel(engine, space=entry.model.space, vectors=entry.vectors)
