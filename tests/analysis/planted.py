"""Latents with a known direction for every label, badly scaled and turned as real ones are."""

import numpy as np


def planted(n=2000, d=12, k=4, *, noise=0.5, seed=0):
    """Latents (n, d), labels (n, k) bool, and the unit directions (k, d) that decide them."""
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.standard_normal((d, d)))[0]
    latents = rng.standard_normal((n, d)) * np.logspace(0, -1, d) @ turn + rng.standard_normal(d)
    truth = rng.standard_normal((k, d))
    truth /= np.linalg.norm(truth, axis=1, keepdims=True)
    scores = latents @ truth.T
    scores = (scores - scores.mean(0)) / scores.std(0) + noise * rng.standard_normal((n, k))
    shares = np.linspace(0.1, 0.5, k)
    cuts = [np.quantile(scores[:, i], 1 - shares[i]) for i in range(k)]
    return latents, scores > cuts, truth


def cosines(first, second):
    """Cosine of each row of `first` with the same row of `second`, (k,)."""
    first, second = np.atleast_2d(first), np.atleast_2d(second)
    sizes = np.linalg.norm(first, axis=1) * np.linalg.norm(second, axis=1)
    return (first * second).sum(axis=1) / sizes


def standard(latents):
    """`latents` standardised by column, and the standard deviations."""
    scale = latents.std(axis=0)
    return (latents - latents.mean(axis=0)) / scale, scale
