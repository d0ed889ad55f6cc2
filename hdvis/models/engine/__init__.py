"""Latents in, pictures out, fast: backends, their variants, and memory that is enough."""
