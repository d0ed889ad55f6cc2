"""hdvis_projection."""
