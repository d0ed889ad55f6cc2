"""hdvis_zoo."""
