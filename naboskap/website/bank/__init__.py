"""The project bank's pages: the list with its map, and each project."""
