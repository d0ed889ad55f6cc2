"""What a bundle says it holds, read as strictly as any file from a stranger."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Literal, TypeVar, get_args

from hdvis.errors import DataError, shorten
from hdvis.workspace import Json

SUFFIX = ".hdvis"
FORMAT = 1
DataShare = Literal["all", "sample", "none"]
T = TypeVar("T")


@dataclass(frozen=True)
class SpaceEntry:
    """A space: its name, the file of its values, the names of its columns."""

    name: str
    file: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class ColumnEntry:
    """A label column: the file of its values, and what they mean."""

    name: str
    file: str
    kind: str
    categories: tuple[str, ...] = ()
    unit: str = ""
    exact: str = ""


@dataclass(frozen=True)
class ImagesEntry:
    """One image per row: one array where all have one size, else one PNG file each."""

    name: str
    file: str
    single: bool = False


@dataclass(frozen=True)
class ModelEntry:
    """A decoder: its ONNX file, the space it decodes, and what its numbers mean.

    `kind`, `shape`, `layout` and `transform` are those of `hdvis.models.OutputSpec`.
    """

    name: str
    file: str
    space: str
    latent: tuple[int, ...]
    kind: str
    shape: tuple[int, ...]
    layout: str
    transform: str
    value_range: tuple[float, float] | None = None


@dataclass(frozen=True)
class Manifest:
    """The contents of one bundle.

    `fingerprint` is that of the whole data set (`n` rows), also where none or a sample of it is
    carried; `digests` are SHA-256 of every other member.
    """

    name: str
    n: int
    fingerprint: str
    data: DataShare
    rows: int = 0
    made_by: str = ""
    spaces: tuple[SpaceEntry, ...] = ()
    columns: tuple[ColumnEntry, ...] = ()
    images: tuple[ImagesEntry, ...] = ()
    function: tuple[tuple[str, ...], str, str] | None = None
    model: ModelEntry | None = None
    digests: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        """The manifest as JSON."""
        found = {"hdvis": "bundle", "format": FORMAT, **asdict(self)}
        return json.dumps(found, ensure_ascii=False, indent=1)


def parse_manifest(text: bytes, where: str) -> Manifest:
    """The manifest that `text` spells. Raises `DataError` naming the first thing that is off."""
    try:
        found = json.loads(text.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise _refused(where, f"is no JSON ({shorten(error, 60)})") from None
    if not isinstance(found, dict) or found.get("hdvis") != "bundle":
        raise _refused(where, "is not a bundle's")
    version = found.get("format")
    if not isinstance(version, int) or version < 1:
        raise _refused(where, f"has format {shorten(version, 20)}")
    if version > FORMAT:
        raise DataError(
            f"{where}: got a bundle of format {version}, this hdvis reads up to {FORMAT}. "
            "Open it with the newer hdvis that made it"
        )
    reader = _Reader(where)
    return Manifest(
        name=reader.text(found, "name"),
        n=reader.whole(found, "n"),
        fingerprint=reader.text(found, "fingerprint"),
        data=reader.share(found),
        rows=reader.whole(found, "rows"),
        made_by=reader.text(found, "made_by"),
        spaces=reader.entries(found, "spaces", SpaceEntry),
        columns=reader.entries(found, "columns", ColumnEntry),
        images=reader.entries(found, "images", ImagesEntry),
        function=reader.function(found),
        model=reader.model(found),
        digests=reader.pairs(found),
    )


def _refused(where: str, what: str) -> DataError:
    return DataError(f"{where}: its manifest {what}; expected a file that `vis.save` wrote")


class _Reader:
    def __init__(self, where: str) -> None:
        self.where = where

    def text(self, found: dict[str, Json], key: str) -> str:
        value = found.get(key, "")
        if not isinstance(value, str):
            raise _refused(self.where, f"has {key} {shorten(value, 30)}, no text")
        return value

    def whole(self, found: dict[str, Json], key: str) -> int:
        value = found.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise _refused(self.where, f"has {key} {shorten(value, 30)}, no count")
        return value

    def share(self, found: dict[str, Json]) -> DataShare:
        value = found.get("data")
        for share in get_args(DataShare):
            if value == share:
                return share  # type: ignore[no-any-return]
        raise _refused(self.where, f"has data {shorten(value, 30)}")

    def listed(self, found: dict[str, Json], key: str) -> list[Json]:
        value = found.get(key, [])
        if not isinstance(value, list):
            raise _refused(self.where, f"has {key} that is no list")
        return value

    def entries(self, found: dict[str, Json], key: str, kind: type[T]) -> tuple[T, ...]:
        return tuple(self.entry(value, key, kind) for value in self.listed(found, key))

    def entry(self, value: Json, key: str, kind: type[T]) -> T:
        """One entry, every field of the type that it is declared with."""
        if not isinstance(value, dict):
            raise _refused(self.where, f"has {key} that are no entries")
        made: dict[str, object] = {}
        for field in fields(kind):  # type: ignore[arg-type]
            if field.name not in value:
                continue
            given, declared = value[field.name], str(field.type)
            if not _fits(given, declared):
                raise _refused(self.where, f"has {key}.{field.name} {shorten(given, 30)}")
            made[field.name] = tuple(given) if isinstance(given, list) else given
        try:
            return kind(**made)
        except TypeError as error:
            raise _refused(self.where, f"has incomplete {key} ({shorten(error, 60)})") from None

    def pairs(self, found: dict[str, Json]) -> tuple[tuple[str, str], ...]:
        made = []
        for pair in self.listed(found, "digests"):
            match pair:
                case [str(file), str(digest)]:
                    made.append((file, digest))
                case _:
                    raise _refused(self.where, "has digests that are no pairs")
        return tuple(made)

    def function(self, found: dict[str, Json]) -> tuple[tuple[str, ...], str, str] | None:
        match found.get("function"):
            case None:
                return None
            case [list(domain), str(value), str(norm)] if all(isinstance(d, str) for d in domain):
                return tuple(domain), value, norm  # type: ignore[arg-type]
        raise _refused(self.where, "has a function that is none")

    def model(self, found: dict[str, Json]) -> ModelEntry | None:
        value = found.get("model")
        return None if value is None else self.entry(value, "model", ModelEntry)


def _fits(value: Json, declared: str) -> bool:
    match declared:
        case "str":
            return isinstance(value, str)
        case "bool":
            return isinstance(value, bool)
        case "tuple[str, ...]":
            return isinstance(value, list) and all(isinstance(v, str) for v in value)
        case "tuple[int, ...]":
            return isinstance(value, list) and all(type(v) is int and v > 0 for v in value)
        case "tuple[float, float] | None":
            if not isinstance(value, list):
                return value is None
            return len(value) == 2 and all(isinstance(v, int | float) for v in value)
    return False
