"""Every kernel compiled, or fetched from disk, before the first brush asks for it."""

import numpy as np

from hdvis.checkpoint import Checkpoint, no_checkpoint


def warm(checkpoint: Checkpoint = no_checkpoint) -> None:
    """Call each kernel once on tiny arrays of the kinds it meets later.

    Takes some ten seconds the first time on a machine, well under one afterwards. Meant for a
    worker; `checkpoint` is called between kernels.
    """
    steps = (_masks, _planes, _axes, _correlations, _few)
    for done, step in enumerate(steps):
        checkpoint(done / len(steps))
        step()
    checkpoint(1.0)


def _masks() -> None:
    from hdvis.accel.lasso import polygon_mask
    from hdvis.accel.masks import compact, range_mask

    triangle = [(0, 0), (1, 0), (0, 1)]
    for dtype in (np.float32, np.float64):
        values = np.linspace(0, 1, 4, dtype=dtype)
        polygon_mask(values, values, triangle)
        compact(range_mask(values, 0, 1))


def _planes() -> None:
    from hdvis.accel import planes
    from hdvis.accel.nearest import nearest_line, nearest_point
    from hdvis.accel.shades import log_shade, rgba

    x = np.linspace(0, 1, 4, dtype=np.float32)
    mask, codes, rows = np.array([True, False, True, True]), np.arange(4), np.arange(2)
    pixels = planes.pixel_index(x, x, 0, 1, 0, 1, 2, 2)
    log_shade(planes.count_all(pixels, 4), 2)
    planes.count_mask(pixels, mask, 4)
    planes.count_rows(pixels, rows, 4)
    sums = planes.sum_colors(pixels, codes, np.ones((3, 3)), 4)
    rgba(sums, np.ones(4, np.uint8))
    planes.sum_values(pixels, x, 4, rows)
    nearest_point(x, x, 0.5, 0.5, 1, 1, mask)
    nearest_line(x, x, 0.5, 0.5, 1.0)


def _axes() -> None:
    from hdvis.accel import pairs
    from hdvis.accel.pair_lines import draw_pairs

    codes = np.arange(6, dtype=np.uint8).reshape(3, 2)
    rows = np.arange(3)
    counts = pairs.pairs_counts(codes.T, [0, 1], 8)
    moved = pairs.pairs_change(counts, pairs.binned(codes, 8), [0, 1], rows, rows)
    pairs.pairs_counts_kinds(pairs.binned(codes, 8), [0, 1], rows, rows, 3, 8)
    pairs.pairs_sums(pairs.binned(codes, 8), [0, 1], rows, rows, 8)
    draw_pairs(moved, 4, 4)


def _correlations() -> None:
    from hdvis.accel.correlations import correlations

    correlations(np.arange(6, dtype=np.float32).reshape(3, 2), np.arange(3.0))


def _few() -> None:
    from hdvis.accel.discs import color_lines, lines, splat

    x, rows = np.linspace(0, 1, 4, dtype=np.float32), np.arange(4)
    splat(x, x, np.ones((4, 3)), rows, 2.0, 0.8, 4, 4)
    lines(np.stack([x, x], axis=1), rows, 4, 4, 0.5)
    color_lines(np.stack([x, x], axis=1), np.ones((4, 3)), rows, 4, 4, 0.5)
