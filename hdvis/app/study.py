"""A study in one file: saved from a page as it stands, opened as it was left."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from hdvis.bundle import (
    Bundle,
    CarriedModel,
    DataShare,
    Manifest,
    ModelEntry,
    read_bundle,
    write_bundle,
)
from hdvis.data import Dataset
from hdvis.errors import DataError, ModelError, shorten
from hdvis.session import Session
from hdvis.session.work import DATA, work_of
from hdvis.workspace import Json, Workspace

if TYPE_CHECKING:
    from hdvis.models import LatentModel, ModelAdapter

log = logging.getLogger("hdvis")

DECODER = "model/decoder.onnx"


@dataclass(frozen=True)
class Study:
    """What a file held, ready for the table: rows, a model of `space`, and the work on them."""

    dataset: Dataset
    work: Mapping[str, Json]
    model: ModelAdapter | None = None
    space: str | None = None


def save_study(session: Session, path: str | Path, data: str, sample: int) -> Manifest:
    """Write the session's work, with `data` "all", a "sample" of rows or "none".

    A decoder that torch can export travels with it; of another model only the name is kept, and
    that is said. Raises `DataError`, `OSError`.
    """
    share: DataShare | None = next((s for s in get_args(DataShare) if s == data), None)
    if share is None:
        raise DataError(f"save: got data={shorten(data, 20)!r}, expected all, sample or none")
    dataset = session.do(lambda: session.state.dataset)
    if dataset is None:
        raise DataError("save: got no data yet, expected rows first. Call set_data(vectors)")
    work = session.do(lambda: work_of(session)).plain()
    parts = {name: value for name, value in work.items() if name != DATA}
    model = session.do(lambda: session.state.model)
    carried = None if model is None else _carried(model)
    if model is not None and carried is None:
        session.do(lambda: session.warn(f"{model.name} cannot be exported: saved without it"))
    return write_bundle(
        path, Workspace(parts), dataset, data=share, sample=sample, model=carried,
        made_by=f"hdvis {version('hdvis')}",
    )  # fmt: skip


def read_study(path: str | Path, dataset: Dataset | None = None) -> Study:
    """The study at `path`; `dataset` are its rows where the file does not carry them.

    Raises `DataError` for other rows than those it was made on, or when there are none.
    """
    bundle = read_bundle(path)
    if dataset is not None:
        rows = bundle.for_data(dataset)
    elif bundle.dataset is not None:
        rows = bundle.dataset
    else:
        raise DataError(
            f"{Path(path).name}: was saved without its {bundle.manifest.n:,} rows. "
            "Give them: hdvis.open(path, data=vectors)"
        )
    entry = bundle.manifest.model
    return Study(rows, bundle.workspace.parts, _adapter(bundle), entry.space if entry else None)


def _carried(model: LatentModel) -> CarriedModel | None:
    from hdvis.models.adapters.torch_adapter import TorchDecoder
    from hdvis.models.engine.onnx_export import onnx_bytes

    adapter, output = model.adapter, model.adapter.output
    if not isinstance(adapter, TorchDecoder):
        return None
    try:
        content = onnx_bytes(adapter)
    except Exception as error:
        log.info("%s: no ONNX: %s", model.name, error)
        return None
    entry = ModelEntry(
        model.name, DECODER, model.space, adapter.latent.shape, output.kind, output.shape,
        output.layout, output.transform, output.value_range,
    )  # fmt: skip
    return CarriedModel(content, entry)


def _adapter(bundle: Bundle) -> ModelAdapter | None:
    """The decoder that was carried; without ONNX Runtime the study opens without it."""
    from hdvis.models.adapters.onnx_adapter import open_onnx
    from hdvis.models.spec import Kind, Layout, OutputSpec, Transform

    entry, content = bundle.manifest.model, bundle.model
    if entry is None or content is None:
        return None
    words = ((entry.kind, Kind), (entry.layout, Layout), (entry.transform, Transform))
    if any(word not in get_args(known) for word, known in words):
        log.warning("the study opens without its model: its output is of an unknown kind")
        return None
    output = OutputSpec(
        cast(Kind, entry.kind),
        entry.shape,
        entry.value_range,
        cast(Layout, entry.layout),
        cast(Transform, entry.transform),
    )
    with tempfile.TemporaryDirectory(prefix="hdvis-") as folder:
        file = Path(folder) / "decoder.onnx"
        file.write_bytes(content)
        try:
            return open_onnx(file, latent=entry.latent, output=output, name=entry.name)
        except ModelError as error:
            log.warning("the study opens without its model: %s", error)
            return None
