"""The shortest way from one plane to another, four numbers a row for all of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.projections.planes import Frame, orthonormal
from hdvis.errors import DataError


@dataclass(frozen=True, eq=False)
class Tour:
    """Frames basis @ mix(t) for t from 0 (the start) to 1 (the target).

    basis (d, 4) holds the start's principal vectors and what they turn towards, zero where nothing
    turns; angles (2,) are how far each turns, spin (2,) the angle of the frame in its own plane at
    the start and at the end. Vectors @ basis is all a picture needs.
    """

    basis: Frame
    angles: NDArray[np.float64]
    spin: NDArray[np.float64]

    def mix(self, t: float) -> NDArray[np.float64]:
        """The frame (4, 2) at `t` in terms of the basis."""
        turned = t * self.angles
        middle = np.concatenate([np.diag(np.cos(turned)), np.diag(np.sin(turned))])
        return np.asarray(middle @ _rotation(self.spin[0] + t * (self.spin[1] - self.spin[0])))

    def frame(self, t: float) -> Frame:
        """The orthonormal frame (d, 2) at `t`."""
        return np.asarray(self.basis @ self.mix(t))


def tour(start: Frame, target: Frame) -> Tour:
    """The geodesic between the planes of two orthonormal frames (d, 2), its ends the frames.

    Principal angles turn evenly, and the frame turns in its plane at the same time (Buja, Cook,
    Asimov and Hurley 2005). A target that is the mirror image of its neighbour on the way is
    reached by turning one axis the long way round.
    """
    first, last = orthonormal(start), orthonormal(target)
    if first.shape != last.shape:
        raise DataError(
            f"tour: got planes in {len(first)} and {len(last)} dimensions, expected as many"
        )
    left, cosines, right = np.linalg.svd(first.T @ last)
    right = right.T
    if np.linalg.det(left) < 0:
        left[:, 1], right[:, 1] = -left[:, 1], -right[:, 1]
    if np.linalg.det(right) < 0:
        right[:, 1], cosines[1] = -right[:, 1], -cosines[1]
    here, there = first @ left, last @ right
    angles = np.arccos(np.clip(cosines, -1, 1))
    off = there - here * np.cos(angles)
    for at in range(2):
        off[:, at] -= here @ (here.T @ off[:, at])
        if at:
            off[:, 1] -= off[:, 0] * (off[:, 0] @ off[:, 1])
        length = np.linalg.norm(off[:, at])
        angles[at] = np.arctan2(length, cosines[at])
        if length > 1e-9:
            off[:, at] /= length
        elif cosines[at] < 0:
            off[:, at] = _any_other(np.concatenate([here, off[:, :at]], axis=1))
        else:
            off[:, at], angles[at] = 0, 0
    spin = np.array([_angle(left.T), _angle(right.T)])
    spin[1] = spin[0] + (spin[1] - spin[0] + np.pi) % (2 * np.pi) - np.pi
    return Tour(np.concatenate([here, off], axis=1), angles, spin)


def _any_other(columns: Frame) -> NDArray[np.float64]:
    """A unit vector at right angles to all columns; zero where they fill the space."""
    left, values, _ = np.linalg.svd(columns)
    rank = int((values > 1e-9).sum())
    return np.asarray(left[:, rank] if rank < len(columns) else np.zeros(len(columns)))


def _rotation(angle: float) -> NDArray[np.float64]:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _angle(rotation: NDArray[np.float64]) -> float:
    return float(np.arctan2(rotation[1, 0], rotation[0, 0]))


def random_plane(d: int, rng: np.random.Generator) -> Frame:
    """A plane (d, 2) drawn evenly from all: where a grand tour goes next (Asimov 1985)."""
    return orthonormal(rng.normal(size=(d, 2)))
