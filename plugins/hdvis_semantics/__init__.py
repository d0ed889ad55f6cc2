"""hdvis_semantics."""
