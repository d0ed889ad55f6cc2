"""A file or folder read by what its suffix promises."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from hdvis.data.dataset import Dataset
from hdvis.data.files.csv_table import read_csv
from hdvis.data.files.encoding import encoding_notes
from hdvis.data.files.from_npz import arrange
from hdvis.data.files.npy import read_npy
from hdvis.data.files.npz import read_npz
from hdvis.data.files.parquet import read_parquet
from hdvis.data.files.picture_set import read_pictures
from hdvis.data.files.text_table import read_text_table
from hdvis.data.images.decode import SUFFIXES
from hdvis.data.regular import check_regular
from hdvis.data.stamp import Stamp
from hdvis.errors import DataError

Reader = Callable[[Path], Dataset]


class TextReader(Protocol):
    """A reader of tables in text, whose encoding may be known."""

    def __call__(self, path: Path, encoding: str | None = None, /) -> Dataset: ...


def load(path: str | Path, *, encoding: str | None = None) -> Dataset:
    """The dataset in `path`; `encoding` is that of a text file which is not in UTF-8.

    .npy .npz .csv .tsv .parquet, whitespace .txt .dat .pts, a .zip or folder of images. Large
    .npy files are read in place. Nothing in a file is ever run.
    Raises `DataError` and `LimitError` (HDV-F1 to HDV-F12) and what `Dataset.from_arrays` raises.
    """
    if not isinstance(path, str | Path):
        raise DataError(
            f"load: got a {type(path).__name__}, expected the path of a file or folder. "
            "Arrays need no loading",
            code="HDV-F10",
        )
    path = Path(path).expanduser()
    path = path if path.name.strip(".") else path.resolve()
    _check_there(path)
    before = Stamp.of(path)
    try:
        made = _read(path, encoding)
    except PermissionError:
        raise DataError(f"no permission to read {path.absolute()}", code="HDV-F10") from None
    except OSError as error:
        raise DataError(
            f"{path.absolute()} cannot be read ({error.strerror or error})", code="HDV-F10"
        ) from None
    if before.outdated():
        raise DataError(
            f"{path.name}: changed on disk while it was read. Load it again", code="HDV-F11"
        )
    return replace(made, name=made.name or path.stem, source=str(path), stamp=before)


def _read(path: Path, encoding: str | None) -> Dataset:
    if encoding is None or path.is_dir():
        return _reader(path)(path)
    return TEXTS.get(path.suffix.lower(), _csv)(path, encoding)


def _check_there(path: Path) -> None:
    try:
        there = path.exists()
    except (OSError, ValueError):
        there = False
    if not there:
        raise DataError(f"no such file or folder {path.absolute()}", code="HDV-F10")
    check_regular(path)


def _reader(path: Path) -> Reader:
    if path.is_dir():
        return read_pictures
    suffix = path.suffix.lower()
    if suffix in READERS:
        return READERS[suffix]
    if suffix in (".tar", ".tgz", ".gz", ".bz2", ".xz"):
        raise DataError(
            f"{path.name}: tar and compressed files are not unpacked. Give a zip or a folder",
            code="HDV-F9",
        )
    if suffix in SUFFIXES:
        raise DataError(f"{path.name}: one image; give its folder or a zip", code="HDV-F10")
    known = " ".join(READERS)
    raise DataError(
        f"{path.name}: got suffix {suffix or 'none'}, expected one of {known}", code="HDV-F10"
    )


def _npy(path: Path) -> Dataset:
    array = read_npy(path)
    if array.ndim in (3, 4):
        return arrange({"images": array}, path.stem)
    return Dataset.from_arrays(array, name=path.stem)


def _npz(path: Path) -> Dataset:
    return arrange(read_npz(path), path.stem)


def _csv(path: Path, encoding: str | None = None, separator: str | None = None) -> Dataset:
    table = read_csv(path, separator, encoding)
    return Dataset.from_arrays(table, name=path.stem).noting(*encoding_notes(path, encoding))


def _tsv(path: Path, encoding: str | None = None) -> Dataset:
    return _csv(path, encoding, "\t")


def _text(path: Path, encoding: str | None = None) -> Dataset:
    table = read_text_table(path, encoding)
    return Dataset.from_arrays(table, name=path.stem).noting(*encoding_notes(path, encoding))


def _parquet(path: Path) -> Dataset:
    table, spaces = read_parquet(path)
    if not spaces:
        return Dataset.from_arrays(table, name=path.stem)
    first, *others = spaces
    return Dataset.from_arrays(
        spaces[first],
        name=path.stem,
        labels=table if table.num_columns else None,
        spaces={name: spaces[name] for name in others},
    )


TEXTS: Mapping[str, TextReader] = MappingProxyType(
    {".csv": _csv, ".tsv": _tsv, ".txt": _text, ".dat": _text, ".pts": _text}
)
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".npy": _npy,
        ".npz": _npz,
        **TEXTS,
        ".parquet": _parquet,
        ".zip": read_pictures,
    }
)
