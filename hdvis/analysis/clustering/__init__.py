"""Groups of rows: methods by name, what they find, and how far to trust it."""
