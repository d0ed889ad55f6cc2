"""All that decides an embedding: a method with its parameters, a seed and what it works on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import param

from hdvis.analysis import Inputs, cache_key
from hdvis.analysis.embedding import Embedding
from hdvis.data import Dataset
from hdvis.modules.options import read_option
from hdvis_projection.reducers import REDUCERS, params_for


@dataclass(frozen=True, eq=False)
class EmbeddingSpec:
    """`factory` is the reducer called `method`; parameters that are not given have its defaults."""

    method: str
    factory: Callable[..., Any]
    given: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    inputs: Inputs = field(default_factory=Inputs)

    @cached_property
    def params(self) -> Mapping[str, param.Parameter]:
        """The parameters that can be asked for."""
        return params_for(self.factory)

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """Every parameter; `LayoutError` for a value that does not fit its param."""
        known = self.params
        read = {k: read_option(known[k], v, k) if k in known else v for k, v in self.given.items()}
        return {name: p.default for name, p in known.items()} | read

    @property
    def durable(self) -> bool:
        """Whether what it makes may be kept on disk; another's code may change under its name."""
        return any(self.factory is own for own in REDUCERS.values())

    def key(self, dataset: Dataset) -> str:
        """The name of its result for the values of `dataset`."""
        digest = self.inputs.digest(dataset)
        key: str = cache_key(digest, self.factory, self.parameters, self.seed)
        return key

    def name(self, dataset: Dataset, made: Iterable[Embedding]) -> str:
        """Its method with what differs from the defaults, such as "t-SNE 50"; the same each time.

        Numbered only where another of the embeddings `made` already has that name.
        """
        words = [self.method, *self._changes()]
        if self.seed:
            words.append(f"seed {self.seed}")
        if self.inputs.space not in ("", dataset.primary):
            words.append(self.inputs.space)
        if self.inputs.columns:
            words.append(f"{len(self.inputs.columns)} columns")
        if self.inputs.scaling != "none":
            words.append(self.inputs.scaling)
        name, others = " ".join(words), {e.name for e in made if not self.made(e)}
        number = 2
        while name in others:
            name = f"{' '.join(words)} ({number})"
            number += 1
        return name

    def _changes(self) -> list[str]:
        values, several = self.parameters, len(self.params) > 1
        changed = [name for name, p in self.params.items() if values[name] != p.default]
        return [f"{f'{name} ' if several else ''}{_short(values[name])}" for name in changed]

    def made(self, embedding: Embedding) -> bool:
        """Whether `embedding` came from this spec."""
        return (
            embedding.method == self.method
            and dict(embedding.parameters) == self.parameters
            and embedding.seed == self.seed
            and (embedding.space, embedding.inputs, embedding.scaling)
            == (self.inputs.space, self.inputs.columns, self.inputs.scaling)
        )


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
