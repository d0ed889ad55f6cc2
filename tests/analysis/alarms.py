"""Planted cases for the verdict on a direction, and how often it is wrong about them."""

import numpy as np
from scipy.stats import norm

from hdvis.analysis.directions.validation import Panel, Validation, validate_directions

DIMENSIONS = (2, 3, 10, 100)
ROWS = 1_000
PANEL = Panel(random=100, permutations=5, folds=0, resamples=0)


def chance(draw, d):
    """Latents of uneven spread and a coin for every row, a rare one half of the time."""
    spread = np.geomspace(1, 0.03, d)
    return draw.standard_normal((ROWS, d)) * spread, draw.random(ROWS) < draw.choice([0.1, 0.5])


def separated(draw, d, area=0.8):
    """Latents of one spread and classes shifted along one direction, as far as gives this AUC."""
    way = draw.standard_normal(d)
    way /= np.linalg.norm(way)
    labels = draw.random(ROWS) < 0.3
    shift = np.sqrt(2) * norm.ppf(area) * way
    return draw.standard_normal((ROWS, d)) + labels[:, None] * shift, labels


def everywhere(draw, d, area=0.8):
    """Classes shifted along an axis that reaches all dimensions and is wider than the rest."""
    way = draw.choice([-1.0, 1.0], d)
    labels = draw.random(ROWS) < 0.3
    along = draw.standard_normal(ROWS) + np.sqrt(2) * norm.ppf(area) * labels
    return 10 * along[:, None] * way + draw.standard_normal((ROWS, d)), labels


CASES = {"chance": chance, "separated": separated, "everywhere": everywhere}


def judged(case: str, d: int, trials: int, seed: int = 0) -> list[Validation]:
    """What is said of `trials` fresh cases of that name in `d` dimensions."""
    found = []
    for trial in range(trials):
        draw = np.random.default_rng([seed, trial, d])
        z, labels = CASES[case](draw, d)
        panel = Panel(**{**vars(PANEL), "seed": trial})
        found += validate_directions(z.astype(np.float32), labels, panel=panel)
    return found


def rates(d: int, trials: int, seed: int = 0) -> dict[str, float]:
    """Shares of wrong words in `d` dimensions.

    missed           chance that is not called chance
    false            a separated attribute that is called chance
    false anywhere   a direction that is found in one place, said to be found in any
    missed anywhere  one that any direction separates, of which this is not said
    far              called chance although the interval begins above 0.55
    """
    no, one, wide = (judged(case, d, trials, seed) for case in CASES)
    every = [*no, *one, *wide]
    far = [found for found in every if found.scores.auc_interval[0] > 0.55]
    return {
        "missed": float(np.mean([found.meaningful for found in no])),
        "false": float(np.mean([not found.meaningful for found in one + wide])),
        "false anywhere": float(np.mean([bool(found.finding) for found in one])),
        "missed anywhere": float(np.mean([not found.finding for found in wide])),
        "far": sum(not found.meaningful for found in far) / len(every),
    }
