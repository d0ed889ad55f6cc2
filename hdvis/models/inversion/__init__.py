"""Latents found for pictures by optimisation."""
