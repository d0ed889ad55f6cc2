"""Several models' latents held against one attribute by the same linear support vector machine."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from hdvis.analysis.directions.attributes import as_attributes, as_latents, as_signs
from hdvis.analysis.directions.fit import fit_directions
from hdvis.analysis.directions.scores import Scores, score
from hdvis.analysis.directions.splits import held_out
from hdvis.errors import DataError, shorten

METRICS = ("accuracy", "precision", "recall", "f1")


def svm_table(
    models: Mapping[str, ArrayLike], y: ArrayLike, share: float = 0.2, seed: int = 0
) -> dict[str, Scores]:
    """Scores on one held-out `share` of the rows for the latents (n, d) of each model.

    The same rows of `y` (n,) are fitted and judged for all; a number is split at its median. Rows
    that any model lacks are left out for all. Raises DataError for another number of rows.
    """
    latents = {name: as_latents(z) for name, z in models.items()}
    values = as_attributes(y, len(np.asarray(y))).values[:, 0]
    for name, z in latents.items():
        if len(z) != len(values):
            raise DataError(
                f"{shorten(name)}: got {len(z):,} latents for {len(values):,} labels, expected one"
                " for each"
            )
    known = np.isfinite(values.astype(np.float64))
    for z in latents.values():
        known &= np.isfinite(z).all(axis=1)
    truth = as_signs(values[known][:, None])[:, 0] if known.any() else np.zeros(0, bool)
    if min(truth.sum(), (~truth).sum()) < 2:
        raise DataError("labels: got fewer than two rows of one class, expected two of each")
    test = held_out(truth, share, seed)
    made = {}
    for name, z in latents.items():
        found = fit_directions(z[known][~test], truth[~test], ["y"], "linear SVM")
        made[name] = score(found.distances(z[known][test])[:, 0], truth[test])
    return made


def table_text(scores: Mapping[str, Scores]) -> str:
    """The table as text: a line for each model, four metrics to four digits."""
    width = max([5, *map(len, scores)])
    lines = [f"{'model':<{width}}" + "".join(f"{metric:>11}" for metric in METRICS)]
    for name, one in scores.items():
        numbers = "".join(f"{getattr(one, metric):>11.4f}" for metric in METRICS)
        lines.append(f"{name:<{width}}{numbers}")
    return "\n".join(lines)
