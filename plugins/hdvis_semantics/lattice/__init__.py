"""Latent Lattice: a plane through the latent space, decoded as a grid."""

from hdvis_semantics.lattice.module import LatentLattice

__all__ = ["LatentLattice"]
