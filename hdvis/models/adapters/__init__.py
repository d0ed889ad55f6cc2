"""One face for every model: `adapt` and the adapters it knows."""
