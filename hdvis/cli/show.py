"""`hdvis demo` and `hdvis show`: a page on this machine until Ctrl-C."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hdvis.cli.opening import opened
from hdvis.errors import HdvisError, shorten

if TYPE_CHECKING:
    from hdvis.app import Visualizer
    from hdvis.data import Dataset

DIGITS = "digits"
FIRST = "faces"
"""What a newcomer is shown, where a plugin brings it."""


def run(asked: Namespace) -> int:
    """Open what was asked for and stay until it is ended."""
    visualizer = _demo(asked) if asked.command == "demo" else opened(asked, asked.file)
    visualizer.show(
        port=asked.port,
        open_browser=not asked.no_browser,
        block=True,
        autosave=not asked.no_autosave,
    )
    return 0


def _demo(asked: Namespace) -> Visualizer:
    from hdvis.app import Visualizer

    visualizer = Visualizer(asked.layout)
    given = _given(asked.name, visualizer.catalog.demos)
    if asked.layout is None and given.get("layout"):
        visualizer.layout = given["layout"]
    visualizer.data.set_data(given["dataset"], model=given.get("model"), space=given.get("space"))
    return visualizer


def _given(name: str, demos: Mapping[str, Any]) -> Mapping[str, Any]:
    from hdvis.hooks.names import did_you_mean, fold

    name = name or (FIRST if FIRST in demos else next(iter(demos), DIGITS))
    if fold(name) == fold(DIGITS):
        return {"dataset": digits()}
    if name in demos:
        given: Mapping[str, Any] = demos[name]()
        return given
    known = [DIGITS, *demos]
    guess = did_you_mean(name, known) or f". There are {', '.join(known)}"
    raise HdvisError(f'no demo named "{shorten(name)}"{guess}')


def digits() -> Dataset:
    """scikit-learn's handwritten digits: vectors (1797, 64), images 8 × 8 and the digit."""
    from sklearn.datasets import load_digits

    from hdvis.data import Dataset

    found = load_digits()
    return Dataset.from_arrays(
        found.data,
        name="digits",
        names=list(found.feature_names),
        images=(found.images * (255 / 16)).astype("uint8"),
        labels={"digit": found.target.astype(str)},
    )
