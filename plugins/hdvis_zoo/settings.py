"""What a training was asked to do, as it is written to its run folder."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hdvis.errors import DataError, shorten


@dataclass(frozen=True)
class Settings:
    """Everything that decides the outcome of a training but the pictures themselves."""

    builder: str
    config: dict[str, Any]
    data: str
    objective: str = "vae"
    beta: float | None = None
    k: int = 5
    warmup: float = 0.0
    epochs: int = 10
    stage_batches: int | None = None
    batch_size: int = 64
    lr: float = 1e-3
    betas: tuple[float, float] = (0.9, 0.999)
    eps: float = 1e-8
    schedule: str = "constant"
    precision: str = "32-true"
    binarise: str | None = None
    seed: int = 0
    vgg_weights: str | None = None
    rows: int = 0
    test_rows: tuple[int, ...] = ()
    subset_rows: tuple[int, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
    format: int = 1

    def write(self, folder: Path) -> None:
        """Write config.json."""
        (folder / "config.json").write_text(json.dumps(asdict(self), indent=1) + "\n")

    @classmethod
    def read(cls, folder: Path) -> "Settings":
        """Read config.json back. Raises DataError when it is not one of ours."""
        try:
            raw = json.loads((folder / "config.json").read_text())
            for name in ("betas", "test_rows", "subset_rows"):
                raw[name] = tuple(raw[name])
            return cls(**{k: v for k, v in raw.items() if k in cls.__dataclass_fields__})
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise DataError(
                f"{folder.name}/config.json is not of hdvis train ({shorten(error)})",
                code="HDV-F10",
            ) from None

    def differs(self, other: "Settings") -> list[str]:
        """Names of the settings that would make another training than `other`.

        With a constant schedule more epochs only make it longer.
        """
        mine, theirs = asdict(self), asdict(other)
        ignored = {"versions"}
        if self.schedule == "constant" and self.epochs > other.epochs:
            ignored.add("epochs")
        return [k for k in mine if k not in ignored and mine[k] != theirs[k]]
