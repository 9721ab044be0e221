"""The public door: pages, the school, the project bank."""
