"""CelebA as its official folder has it: centre crop, scaled, with forty attributes."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from hdvis.errors import DataError, shorten

from .training_data import TrainingData

Array = np.ndarray


def crop_box(width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of LatentVis's crop.

    148×148 of 178×218 pictures (left 15, top 35), 74×74 of those stored at half size, and the
    same share of any other size.
    """
    side = round(min(width, width * 148 / 178))
    left, top = (width - side) // 2, (height - side) // 2
    return left, top, left + side, top + side


def crop(picture: bytes | Path, size: int = 64) -> Array:
    """One picture, decoded, cropped and scaled: uint8 (size, size, 3)."""
    from PIL import Image

    source = io.BytesIO(picture) if isinstance(picture, bytes) else picture
    with Image.open(source) as image:
        box = crop_box(*image.size)
        square = image.convert("RGB").crop(box)  # resize(box=…) would read beyond the box
        made = square.resize((size, size), Image.Resampling.BILINEAR)
    return np.asarray(made)


def read_attributes(path: Path) -> tuple[list[str], dict[str, Array]]:
    """File names and the attributes (n,) bool, forty in CelebA, of a list_attr_celeba file.

    Raises DataError when the file is laid out otherwise.
    """
    lines = path.read_text().split("\n")
    rows = [line.split() for line in lines[2:] if line.strip()]
    names = lines[1].split() if rows else []
    try:
        values = np.array([row[1:] for row in rows], dtype=int) == 1
        return [row[0] for row in rows], dict(zip(names, values.T, strict=True))
    except ValueError:
        raise DataError(
            f"{path.name}: expected a count, a line of names, then a file name and 1 or -1 for "
            "each name on every line"
        ) from None


def celeba_folder(folder: Path, size: int = 64, limit: int | None = None) -> TrainingData:
    """Pictures beside, in a folder beside, or in a zip beside a list_attr_celeba*.txt.

    Raises DataError when the list or a picture is missing or damaged.
    """
    lists = sorted(folder.glob("list_attr_celeba*.txt"))
    if not lists:
        raise DataError(f"{folder.name}: no list_attr_celeba*.txt in it; one is needed")
    names, attributes = read_attributes(lists[0])
    names = names[:limit]
    images = np.empty((len(names), size, size, 3), np.uint8)
    for row, picture in enumerate(_pictures(folder, names)):
        try:
            images[row] = crop(picture, size)
        except OSError as error:
            raise DataError(
                f"{folder.name}: {names[row]} is no picture ({shorten(error)})"
            ) from None
    labels = {name: value[: len(images)] for name, value in attributes.items()}
    return TrainingData("celeba", images, labels)


def _pictures(folder: Path, names: list[str]) -> Iterator[bytes | Path]:
    for place in (folder, *sorted(p for p in folder.iterdir() if p.is_dir())):
        if (place / names[0]).is_file():
            yield from (place / name for name in names)
            return
    for archive in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(archive) as file:
            held = {Path(entry).name: entry for entry in file.namelist()}
            missing = [name for name in names if name not in held]
            if len(missing) == len(names):
                continue
            if missing:
                raise DataError(
                    f"{archive.name}: {len(missing):,} pictures of the list, such as "
                    f"{missing[0]}, are not in it"
                )
            yield from (file.read(held[name]) for name in names)
            return
    raise DataError(f"{folder.name}: {names[0]} is neither in it nor in a folder or zip of it")
