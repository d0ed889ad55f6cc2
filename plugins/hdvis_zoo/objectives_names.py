"""The names of the objectives, for those who only list them."""

NAMES = ("vae", "beta-vae", "beta-tcvae", "iwae", "dfc")
