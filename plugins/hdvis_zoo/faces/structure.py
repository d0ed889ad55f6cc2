"""Which attributes a drawn face has: one table of planted probabilities.

Each row of `STRUCTURE` is a decision list: the first case whose condition holds gives the
probability. A condition is a list of names drawn earlier, `!` meaning "without"; an empty
condition always holds. The names are those of CelebA, the correlations are those one meets in
people (and in CelebA), rounded; they are planted here, so that a direction fitted to one
attribute can be judged against the others it is known to be entangled with.
"""

import numpy as np

Case = tuple[str, float]

STRUCTURE: tuple[tuple[str, tuple[Case, ...]], ...] = (
    ("Male", (("", 0.46),)),
    ("Young", (("Male", 0.66), ("", 0.80))),
    ("Chubby", (("Young", 0.10), ("", 0.28))),
    ("Pale_Skin", (("Male", 0.07), ("", 0.14))),
    ("Bald", (("!Male", 0.0), ("Young", 0.06), ("", 0.26))),
    ("Gray_Hair", (("Bald", 0.0), ("Young", 0.01), ("Male", 0.50), ("", 0.42))),
    ("Black_Hair", (("Bald", 0.0), ("Gray_Hair", 0.0), ("Pale_Skin", 0.22), ("", 0.38))),
    (
        "Blond_Hair",
        (("Bald", 0.0), ("Gray_Hair", 0.0), ("Black_Hair", 0.0), ("Male", 0.16), ("", 0.46)),
    ),
    (
        "Brown_Hair",
        (("Bald", 0.0), ("Gray_Hair", 0.0), ("Black_Hair", 0.0), ("Blond_Hair", 0.0), ("", 1.0)),
    ),
    ("Wavy_Hair", (("Bald", 0.0), ("Male", 0.16), ("", 0.46))),
    ("Receding_Hairline", (("Bald", 0.0), ("!Male", 0.02), ("Young", 0.10), ("", 0.40))),
    ("Wearing_Hat", (("Male Young", 0.16), ("Male", 0.10), ("", 0.06))),
    (
        "Bangs",
        (
            ("Bald", 0.0),
            ("Receding_Hairline", 0.0),
            ("Wearing_Hat", 0.0),
            ("Male", 0.12),
            ("", 0.36),
        ),
    ),
    ("No_Beard", (("!Male", 1.0), ("Young", 0.66), ("", 0.52))),
    ("Goatee", (("No_Beard", 0.0), ("", 0.40))),
    ("Mustache", (("!Male", 0.0), ("No_Beard", 0.10), ("Goatee", 0.55), ("", 0.80))),
    ("5_o_Clock_Shadow", (("!Male", 0.0), ("!No_Beard", 0.0), ("", 0.28))),
    ("Smiling", (("Male", 0.42), ("", 0.58))),
    ("Mouth_Slightly_Open", (("Smiling", 0.70), ("", 0.24))),
    ("Wearing_Lipstick", (("Male", 0.01), ("Young", 0.74), ("", 0.55))),
    ("Heavy_Makeup", (("!Wearing_Lipstick", 0.02), ("Young", 0.70), ("", 0.42))),
    ("Rosy_Cheeks", (("Male", 0.03), ("Heavy_Makeup", 0.40), ("Smiling", 0.20), ("", 0.08))),
    ("Wearing_Earrings", (("Male", 0.04), ("Heavy_Makeup", 0.48), ("", 0.28))),
    ("Wearing_Necklace", (("Male", 0.03), ("Wearing_Earrings", 0.42), ("", 0.20))),
    ("Wearing_Necktie", (("!Male", 0.01), ("Young", 0.18), ("", 0.36))),
    ("Eyeglasses", (("Young Male", 0.18), ("Young", 0.09), ("Male", 0.42), ("", 0.28))),
    ("Bushy_Eyebrows", (("Male", 0.36), ("", 0.09))),
    ("Arched_Eyebrows", (("Male", 0.06), ("Heavy_Makeup", 0.60), ("", 0.34))),
    ("Narrow_Eyes", (("Smiling", 0.24), ("", 0.10))),
    ("Bags_Under_Eyes", (("Young", 0.10), ("Male", 0.52), ("", 0.32))),
    ("Big_Nose", (("Male Chubby", 0.55), ("Male", 0.38), ("", 0.12))),
    ("Big_Lips", (("Wearing_Lipstick", 0.40), ("Male", 0.16), ("", 0.24))),
)

ATTRIBUTES: tuple[str, ...] = tuple(name for name, _ in STRUCTURE)


def probability(name: str, given: dict[str, np.ndarray]) -> np.ndarray:
    """The planted probability of `name` for each row, from the attributes drawn before it.

    `given` maps earlier names to (n,) bool; returns (n,) float64.
    """
    cases = dict(STRUCTURE)[name]
    n = len(next(iter(given.values()))) if given else 1
    chance = np.full(n, np.nan)
    for condition, value in cases:
        holds = np.isnan(chance)
        for word in condition.split():
            holds &= ~given[word[1:]] if word.startswith("!") else given[word]
        chance[holds] = value
    return chance


def sample_attributes(uniform: np.ndarray) -> np.ndarray:
    """Attributes (n, k) bool from uniform numbers (n, k), one column an attribute."""
    drawn: dict[str, np.ndarray] = {}
    for column, name in enumerate(ATTRIBUTES):
        drawn[name] = uniform[:, column] < probability(name, drawn)
    return np.stack(list(drawn.values()), axis=1)
