"""t-SNE by openTSNE: the most faithful neighbourhoods, watched and stopped by one callback."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from hdvis.checkpoint import Checkpoint, no_checkpoint

_EARLY, _LATE = 250, 500


@dataclass
class TSNE:
    """t-distributed stochastic neighbour embedding (van der Maaten and Hinton 2008)."""

    perplexity: float = 30.0
    seed: int = 0

    least: ClassVar[int] = 4

    def fit_transform(
        self,
        vectors: NDArray[np.floating],
        checkpoint: Checkpoint = no_checkpoint,
        on_positions: Callable[[NDArray[np.float32]], None] | None = None,
    ) -> NDArray[np.float32]:
        """Positions (n, 2) float32; `on_positions` sees every tenth of 750 iterations.

        The neighbour search comes first and cannot be stopped.
        """
        import openTSNE

        checkpoint(0.0)
        done = [0]

        def watch(_: int, __: float, embedding: Any) -> bool:
            done[0] += 1
            checkpoint(min(1.0, 10 * done[0] / (_EARLY + _LATE)))
            if on_positions is not None:
                on_positions(np.array(embedding, np.float32))
            return False

        fitted = openTSNE.TSNE(
            perplexity=min(self.perplexity, max(1.0, (len(vectors) - 1) / 3)),
            early_exaggeration_iter=_EARLY,
            n_iter=_LATE,
            initialization="pca",
            neighbors="exact" if len(vectors) < 5_000 else "auto",
            callbacks=watch,
            callbacks_every_iters=10,
            random_state=self.seed,
            n_jobs=-1,
        ).fit(np.asarray(vectors))
        return np.array(fitted, np.float32)
