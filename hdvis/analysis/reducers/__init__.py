"""The reducers that come with hdvis, one method or family to a file."""
